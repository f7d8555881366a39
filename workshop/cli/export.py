"""`workshop export`."""


def add_arguments(parser):
    parser.add_argument("x")


def run(args):
    return 1
