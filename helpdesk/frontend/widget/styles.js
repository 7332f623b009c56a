// The open chat's looks, block by block, in the order in which one may overrule another.

import answers from "./answers.css";
import button from "./button.css";
import composer from "./composer.css";
import panel from "./panel.css";
import phone from "./phone.css";
import talk from "./talk.css";
import welcome from "./welcome.css";
import who from "./who.css";

export const STYLES = [panel, talk, button, welcome, who, composer, answers, phone].join("");
