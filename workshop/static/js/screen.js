// The shared screen's behaviours, one a file.

import "./back_row.js";
import "./fullscreen.js";
import "./link.js";
import "./look.js";
import "./marks.js";
import "./mirror.js";
import "./orders.js";
import "./paging.js";
import "./settle.js";
import "./timer.js";
import * as live from "./live.js";

live.start();
