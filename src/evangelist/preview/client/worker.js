// One connection for all tabs: a shared worker holds it and passes on what it hears.
"use strict";

const token = new URL(self.location.href).searchParams.get("token");
const tabs = new Set();
let last = null;
let source = null;

function tell(message) {
  last = message;
  for (const tab of tabs) tab.postMessage(message);
}

function connect() {
  source = new EventSource(`/.evangelist/events?token=${encodeURIComponent(token)}`);
  source.onmessage = (event) => tell(event.data);
  source.onerror = () => {
    // A server that answers with a refusal is another one than before: its token is new.
    if (source.readyState === EventSource.CLOSED) tell("refused");
  };
}

self.onconnect = (event) => {
  const tab = event.ports[0];
  tabs.add(tab);
  tab.onmessage = () => tabs.delete(tab);
  if (last !== null) tab.postMessage(last);
  if (source === null) connect();
};
