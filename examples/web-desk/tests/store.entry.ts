// What the tests of the store reach in the page.
import * as library from "../src/library";
import * as channel from "../src/store/channel";
import * as database from "../src/store/database";
import * as desk from "../src/store/desk";
import * as exchange from "../src/store/exchange";
import * as file from "../src/store/file";
import * as log from "../src/store/log";

await library.start();
Object.assign(window, { desk: { library, channel, database, exchange, file, log, ...desk } });
