"""Start Arc-en-ciel:  python3 run.py           starts the server and opens the desk
                    python3 run.py test      installs what the tests need and runs them (--all for the long ones too)
                    python3 run.py WORD ...  hands WORD to the workshop command (try: python3 run.py --help)

Any Python can read this page, so that one that is too old can say so.
"""

import os
import sys

if sys.version_info < (3, 11):
    sys.exit("Arc-en-ciel needs Python 3.11 or newer; this is Python %d.%d." % sys.version_info[:2])

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import environment


def main(words):
    """Prepare the environment, then become the command in it; answers with an exit code."""
    try:
        if words[:1] == ["test"]:
            environment.prepare({"test"})
            os.chdir(environment.ROOT)
            return environment.hand_over(["-m", "tests"] + words[1:])
        environment.prepare(set())
        if not words or words[0].startswith("-"):
            words = ["run"] + words
        return environment.hand_over(["-P", "-m", "workshop"] + words)
    except environment.CannotInstall as reason:
        environment.say(str(reason))
        return 1
    except OSError as error:
        environment.say("Arc-en-ciel could not install itself: %s" % error)
        return 1
    except KeyboardInterrupt:
        environment.say("Stopped.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
