// The compiler's messages for options and codes that don't exist.

import * as alien from "alien-sdk";

const container = new alien.Container("api");

//~ '"no-prots is no code: see the page docs/codes.md"'
alien.explain("no-prots");
//~ but 'sintax' does not exist in type 'ValidateOptions'. Did you mean to write 'syntax'?
alien.validate("{}", { sintax: "yaml" });
//~ but 'unsave' does not exist in type 'FixOptions'. Did you mean to write 'unsafe'?
alien.applyFixes("{}", { unsave: true });
//~ but 'colour' does not exist in type 'RenderOptions'. Did you mean to write 'color'?
alien.render(alien.validate("{}"), { colour: true });
//~ but 'timout' does not exist in type 'WaitOptions'. Did you mean to write 'timeout'?
alien.waitForContainer([], "api", { timout: 1 });
const scaling = { min: 1, desired: 1, max: 2 };
//~ but 'targetCPUPercent' does not exist in type 'AutoScaleInput'. Did you mean to write 'targetCpuPercent'?
container.autoScale({ ...scaling, targetCPUPercent: 70 });
