// The notepad's behaviours, one a file.

import "./announce.js";
import "./counter.js";
import "./deal.js";
import "./fold.js";
import "./help.js";
import "./link.js";
import "./own.js";
import "./settle.js";
import "./step.js";
import "./taps.js";
import "./timer.js";
import "./wishes.js";
import * as insets from "./insets.js";
import * as live from "./live.js";
import * as outbox from "./outbox.js";

outbox.start();
insets.start();
live.start();
