export const id = 742;
export const ids = [742];
export const modules = {

/***/ 6742:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkSchedule: () => (/* binding */ checkSchedule),
/* harmony export */   knownTimeZone: () => (/* binding */ knownTimeZone)
/* harmony export */ });
/* unused harmony exports parseMoment, toApi */
/* harmony import */ var temporal_polyfill__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8599);
/* harmony import */ var _findings_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1001);


const ABSOLUTE = /^(?<date>\d{4}-\d{2}-\d{2})(?:[Tt ](?<time>\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?)? ?(?<offset>[Zz]|[+-]\d{2}:\d{2})?$/;
const RELATIVE = /^\+(?<amount>\d{1,6})(?<unit>[mhdw])$/;
const UNITS = {
    m: 'minutes',
    h: 'hours',
    d: 'days',
    w: 'weeks',
};
const DEFAULT_LIFE_DAYS = 30;
/**
 * Reads a moment: `YYYY-MM-DD` or `YYYY-MM-DD hh:mm` with `T`, seconds or an offset if wanted, or relative to now,
 * `+45m`, `+2h`, `+7d`, `+2w` (days and weeks keep the time of day). Returns a sentence for anything else.
 *
 * @param timeZone the IANA zone of what has no offset of its own
 */
function parseMoment(text, now, timeZone) {
    const relative = RELATIVE.exec(text)?.groups;
    if (relative) {
        const unit = UNITS[relative['unit'] ?? ''];
        const from = now.toZonedDateTimeISO(timeZone);
        return unit ? { at: from.add({ [unit]: Number(relative['amount']) }), isDateOnly: false } : notADate(text);
    }
    const { date, time = '00:00', offset } = ABSOLUTE.exec(text)?.groups ?? {};
    if (date === undefined)
        return notADate(text);
    const isDateOnly = !/\d[Tt ]\d/.test(text);
    try {
        const wall = temporal_polyfill__WEBPACK_IMPORTED_MODULE_0__/* .Temporal */ .fE.PlainDate.from(date, { overflow: 'reject' }).toPlainDateTime(plainTime(time));
        const at = offset ? atOffset(wall, offset) : inZone(wall, timeZone);
        return typeof at === 'string' ? `${JSON.stringify(text)} ${at}` : { at, isDateOnly };
    }
    catch {
        return `${JSON.stringify(text)} does not exist in the calendar or on the clock.`;
    }
}
/** As WalkMe takes it: `YYYY-MM-DDThh:mm:ss±hh:mm`. */
function toApi({ at }) {
    return at.toString({ smallestUnit: 'second', timeZoneName: 'never' });
}
/**
 * Reads start and end, and checks the window that they make.
 *
 * @param now milliseconds since the epoch
 * @param timeZone an IANA name
 * @returns both as WalkMe takes them, as far as they were said and could be read
 */
function checkSchedule({ startAt, endAt }, now, timeZone, found) {
    const present = temporal_polyfill__WEBPACK_IMPORTED_MODULE_0__/* .Temporal */ .fE.Instant.fromEpochMilliseconds(now);
    const start = readMoment(startAt, present, timeZone, found);
    const end = readMoment(endAt, present, timeZone, found);
    const startText = start && toApi(start);
    const endText = end && toApi(end);
    if (endAt && end) {
        if (start && isBeforeOrAt(end, start)) {
            (0,_findings_js__WEBPACK_IMPORTED_MODULE_1__/* .mistake */ .RT)(found, endAt.place, `The end (${endText}) is not after the start (${startText}).`);
        }
        else if (temporal_polyfill__WEBPACK_IMPORTED_MODULE_0__/* .Temporal */ .fE.Instant.compare(end.at.toInstant(), present) <= 0) {
            (0,_findings_js__WEBPACK_IMPORTED_MODULE_1__/* .mistake */ .RT)(found, endAt.place, `The end (${endText}) is already past.`);
        }
        if (end.isDateOnly) {
            const message = `The end is ${endText}, as that day begins. Write "${end.at.toPlainDate()} 23:59" to include the day.`;
            (0,_findings_js__WEBPACK_IMPORTED_MODULE_1__/* .warn */ .R8)(found, endAt.place, message);
        }
    }
    const defaultEnd = present.add({ hours: 24 * DEFAULT_LIFE_DAYS });
    if (startAt &&
        start &&
        endAt === undefined &&
        temporal_polyfill__WEBPACK_IMPORTED_MODULE_0__/* .Temporal */ .fE.Instant.compare(start.at.toInstant(), defaultEnd) > 0) {
        const message = `The start is more than ${DEFAULT_LIFE_DAYS} days away, and without an end WalkMe ends a notification ` +
            `${DEFAULT_LIFE_DAYS} days from now: nobody would see it. Give an end too.`;
        (0,_findings_js__WEBPACK_IMPORTED_MODULE_1__/* .mistake */ .RT)(found, startAt.place, message);
    }
    return { startAt: startText, endAt: endText };
}
/** The name of a time zone as it should be written, undefined where there is none of that name. */
function knownTimeZone(name) {
    try {
        // Temporal takes an offset for a zone as well; whoever means one writes it behind the date.
        return /^[a-z]/i.test(name)
            ? temporal_polyfill__WEBPACK_IMPORTED_MODULE_0__/* .Temporal */ .fE.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId
            : undefined;
    }
    catch {
        return undefined;
    }
}
function readMoment(said, now, timeZone, found) {
    if (said?.value === undefined)
        return undefined;
    const moment = parseMoment(said.value.trim(), now, timeZone);
    if (typeof moment !== 'string')
        return moment;
    (0,_findings_js__WEBPACK_IMPORTED_MODULE_1__/* .mistake */ .RT)(found, said.place, moment);
    return undefined;
}
function plainTime(time) {
    // Temporal takes a leap second for the one before it. No clock here shows one.
    if (time.endsWith(':60'))
        throw new RangeError('leap second');
    return temporal_polyfill__WEBPACK_IMPORTED_MODULE_0__/* .Temporal */ .fE.PlainTime.from(time, { overflow: 'reject' });
}
function atOffset(wall, offset) {
    const written = /[Zz]/.test(offset) ? '+00:00' : offset;
    if (written.slice(1) > '14:00' || written.slice(4) > '59')
        return `has the offset ${written}, which no place on earth has.`;
    return wall.toZonedDateTime(written);
}
/** The one moment that a wall clock shows so; a sentence for none, and for two. */
function inZone(wall, timeZone) {
    const earlier = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
    const later = wall.toZonedDateTime(timeZone, { disambiguation: 'later' });
    if (earlier.equals(later))
        return earlier;
    // In a gap neither shows what was written; in an overlap both do.
    const isGap = !earlier.toPlainDateTime().equals(wall);
    const what = isGap ? 'does not exist' : 'comes twice';
    return `${what} in ${timeZone}, where the clocks change then. Write it with an offset: ${wall.toString({ smallestUnit: 'minute' })}${later.offset} or ${earlier.offset}.`;
}
function isBeforeOrAt(one, other) {
    return temporal_polyfill__WEBPACK_IMPORTED_MODULE_0__/* .Temporal */ .fE.ZonedDateTime.compare(one.at, other.at) <= 0;
}
function notADate(text) {
    return (`${JSON.stringify(text)} is not a date. Write YYYY-MM-DD or YYYY-MM-DD hh:mm, with an offset such as +02:00 ` +
        'if it is not UTC, or relative to now, such as +45m, +2h, +7d or +2w.');
}


/***/ })

};
