/** Random tests draw the same every time: who notices a fault is no accident. */
import fc from "fast-check";

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 1 });
