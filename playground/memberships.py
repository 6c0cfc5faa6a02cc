"""How somebody stands in a chat, as the platform writes it down."""

from typing import Any

_RIGHTS = (
    "can_manage_chat", "can_change_info", "can_delete_messages", "can_invite_users",
    "can_restrict_members", "can_pin_messages", "can_manage_topics", "can_promote_members",
    "can_manage_video_chats", "can_post_stories", "can_edit_stories", "can_delete_stories",
    "can_send_welcome_messages",
)  # fmt: skip


def membership(user: dict[str, Any], status: str) -> dict[str, Any]:
    member = {"user": user, "status": status}
    match status:
        case "kicked":
            return member | {"until_date": 0}
        case "administrator":
            rights = dict.fromkeys(_RIGHTS, True)
            return member | {"can_be_edited": False, "is_anonymous": False} | rights
    return member
