// The notepad's behaviours, one a file.

import "./announce.js";
import "./counter.js";
import "./fold.js";
import "./link.js";
import "./own.js";
import "./settle.js";
import "./step.js";
import "./taps.js";
import "./wishes.js";
import * as live from "./live.js";
import * as outbox from "./outbox.js";

outbox.start();
live.start();
