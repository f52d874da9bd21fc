// The compiler's messages for wrong sizes. `cargo xtask test` compares them with the comments.

import * as alien from "alien-sdk";

const container = new alien.Container("api");
declare const large: boolean;
declare const count: number;

//~ is not assignable to parameter of type '"1GB is no size: write a number and one of Ki, Mi, Gi, Ti, k, M, G, T, such as 512Mi" & Refused'.
container.memory("1GB");
//~ parameter of type '"1024 is no size: write a number and one of Ki, Mi, Gi, Ti, k, M, G, T, such as 512Mi" & Refused'.
container.memory("1024");
//~ parameter of type '"an empty string is no size: write a number and one of Ki, Mi, Gi, Ti, k, M, G, T, such as 512Mi" & Refused'.
container.memory("");
//~ parameter of type '"100GB is no size: write a number and one of Ki, Mi, Gi, Ti, k, M, G, T, such as 512Mi" & Refused'.
container.ephemeralStorage("100GB");
//~ parameter of type '"500gb is no size: write a number and one of Ki, Mi, Gi, Ti, k, M, G, T, such as 512Mi" & Refused'.
container.persistentStorage("500gb", { mountPath: "/data" });

// A conditional expression: only the wrong size is named.
//~ Type '"1GB"' is not assignable to type '
container.memory(large ? "1GB" : "512Mi");
//~ parameter of type '"several of these are no sizes: write a number and one of Ki, Mi, Gi, Ti, k, M, G, T, such as 512Mi" & Refused'.
container.memory(large ? "2GB" : "1GB");
//~ Type '"1gb"' is not assignable to type '
container.ephemeralStorage(large ? "2Gi" : "1gb");

// A template.
//~ parameter of type '`${number}GB is no size: write a number and one of Ki, Mi, Gi, Ti, k, M, G, T, such as 512Mi` & Refused'.
container.memory(`${count}GB`);
//~ parameter of type '`${number} is no size: write a number and one of Ki, Mi, Gi, Ti, k, M, G, T, such as 512Mi` & Refused'.
container.memory(`${count}`);
//~ parameter of type '`${number} Gi is no size: write a number and one of Ki, Mi, Gi, Ti, k, M, G, T, such as 512Mi` & Refused'.
container.memory(`${count} Gi`);

// The sizes of a pair, each at its own place.
//~ Type '"1GB"' is not assignable to type '"1GB is no size: write a number and one of Ki, Mi, Gi, Ti, k, M, G, T, such as 512Mi" & Refused'.
container.memory({ min: "1GB", desired: "2Gi" });
container.memory({
  min: large ? "1Gi" : "512Mi",
  //~ Type '"2gb"' is not assignable to type '
  desired: large ? "2gb" : "1Gi",
});
