// The desk's behaviours, one a file.

import "./alike.js";
import "./announce.js";
import "./chosen.js";
import "./clear.js";
import "./copy.js";
import "./drag.js";
import "./drawers.js";
import "./hand.js";
import "./hotkeys.js";
import "./keys.js";
import "./link.js";
import "./look_here.js";
import "./marks.js";
import "./merge.js";
import "./mirror.js";
import "./places.js";
import "./refusal.js";
import "./reorder.js";
import "./seen.js";
import "./select.js";
import "./settle.js";
import "./step.js";
import "./taps.js";
import "./timer.js";
import "./thread.js";
import * as live from "./live.js";

live.start();
