"""The meeting: preparing processes and workshops, moving groups through the steps, the door."""

from workshop.meeting.back_row import set_screen_text
from workshop.meeting.door import draw_curtain, let_in, put_on_screen, set_door
from workshop.meeting.editing import (
    add_group,
    edit_group,
    edit_process,
    edit_questions,
    edit_workshop,
)
from workshop.meeting.finding import (
    Place,
    find_place,
    find_process,
    find_sitting,
    find_workshop,
    join_codes,
)
from workshop.meeting.grids import delete_grid, find_grid, grid_of, grids, keep_grid, pick_grid
from workshop.meeting.invitations import (
    accept_invitation,
    invite,
    revoke,
    signed_in,
    signed_in_devices,
)
from workshop.meeting.position import move
from workshop.meeting.preparation import (
    GroupPlan,
    QuestionPlan,
    create_process,
    create_workshop,
)

__all__ = [
    "GroupPlan",
    "Place",
    "QuestionPlan",
    "accept_invitation",
    "add_group",
    "create_process",
    "create_workshop",
    "delete_grid",
    "draw_curtain",
    "edit_group",
    "edit_process",
    "edit_questions",
    "edit_workshop",
    "find_grid",
    "find_place",
    "find_process",
    "find_sitting",
    "find_workshop",
    "grid_of",
    "grids",
    "invite",
    "join_codes",
    "keep_grid",
    "let_in",
    "move",
    "pick_grid",
    "put_on_screen",
    "revoke",
    "set_door",
    "set_screen_text",
    "signed_in",
    "signed_in_devices",
]
