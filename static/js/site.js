// What readers' browsers run: one file for each element, put together by site_config.kit.bundle.

// The words come first: no element is needed before they can be read.
await new Promise((painted) => new PerformanceObserver(painted).observe({ type: "paint", buffered: true }));

import "./comment-draft.js";
import "./count-left.js";
import "./current-section.js";
import "./helpful-votes.js";
import "./search-suggestions.js";
import "./share-links.js";
