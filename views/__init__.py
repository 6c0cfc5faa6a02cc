"""What people see. Nothing is listed here: `views.registry` finds every module by itself."""
