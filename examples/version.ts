import * as alien from "alien-sdk";

console.log(`Alien SDK ${alien.version()}`);
