/** How much of a function is run, and what is read of others. */

/** How many steps a path may have. */
export const MOST_STEPS = 4000;
/** How many rounds of a loop are looked at that nobody knows the end of. */
export const MOST_ROUNDS = 2;
/** How many rounds of one that is known. */
export const MOST_KNOWN_ROUNDS = 40;
/** How deep calls are read. */
export const MOST_NESTED = 7;
/** How long a function of another file may be that is read, in tokens. */
export const MOST_FOREIGN_TOKENS = 350;
/** How long a function may be that is read because its name says that it ends something, in tokens. */
export const MOST_ENDING_TOKENS = 400;
