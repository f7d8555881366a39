"""`workshop create`: a workshop in a new process, also beside a running server."""

from __future__ import annotations

import argparse
import json

from flask_babel import gettext as _

from workshop.cli import CannotRun
from workshop.cli.common import add_data_option, opened
from workshop.meeting import GroupPlan, create_workshop, invite, join_codes
from workshop.method.refusals import Refusal
from workshop.method.steps import Step
from workshop.models import Workshop


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    add_data_option(parser)
    parser.add_argument("--title", required=True, metavar="T", help=_("what the workshop is called"))
    parser.add_argument(
        "--group",
        action="append",
        default=[],
        metavar="NAME",
        help=_("a group that sits in it; may be given several times"),
    )
    parser.add_argument(
        "--step",
        choices=[step.value for step in Step],
        default=Step.WELCOME.value,
        help=_("the step at which all groups stand (default: welcome)"),
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))


def run(args: argparse.Namespace) -> int:
    """Make it and print how to reach it."""
    with opened(args.data) as app:
        try:
            workshop = create_workshop(
                None,
                args.title,
                new_groups=[GroupPlan(name=name) for name in args.group],
                step=Step(args.step),
            )
        except Refusal as refusal:
            raise CannotRun(refusal.message) from None
        made = _described(workshop, app.config["ADDRESS"])
    if args.json:
        print(json.dumps(made, ensure_ascii=False))
        return 0
    print(_("Made: %(title)s", title=args.title))
    print(_("Join: %(address)s", address=made["join"]))
    print(f"Desk: {made['desk']}")
    print(_("Screen: %(address)s", address=made["screen"]))
    return 0


def _described(workshop: Workshop, address: str) -> dict[str, str]:
    code = join_codes(workshop.id)[0]
    own = f"/w/{workshop.public_id}"
    return {
        "id": workshop.public_id,
        "code": code,
        "join": f"{address}/j/{code}",
        "desk": f"{address}/sign-in/{invite(f'{own}/desk')}",
        "screen": f"{address}{own}/screen",
    }
