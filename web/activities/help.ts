/** The element that says which keys move an activity on the calendar. */
export const HELP = "calendar-help"
