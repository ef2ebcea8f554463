// What a page may cost over the wire, without its pictures and what it says once it is seen, in a browser that has nothing yet. Whoever wants
// more has to say here what for.

/** A story: what a reader on a train waits for. */
const story = { bytes: 50_000, requests: 6, script: 10_000 };
/** Fronts and lists have more to say. */
const other = { bytes: 60_000, requests: 6, script: 10_000 };

const byType = { story, "commented story": story };

/** Most bytes, requests and bytes of script for a type of page. */
export const largest = (type) => byType[type] ?? other;
