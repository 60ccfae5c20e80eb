// The page of agreement.
import { tellSettled } from "./agreement_notice.js";

tellSettled();
