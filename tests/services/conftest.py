import pytest


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request):
    return request.param
