// An empty module. Its import time is the part of any import time that no package can avoid.
export {};
