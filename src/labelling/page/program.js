// Asks the program. Each step is on the disk before it is answered, and the next one is sent only then: keys wait in a line.

const token = takeToken();

/** The token leaves the address, which others may see; a tab that is loaded again still has it. */
function takeToken() {
  const given = location.hash.slice(1);
  if (given) {
    sessionStorage.setItem('token', given);
    history.replaceState(null, '', location.pathname);
  }
  return given || sessionStorage.getItem('token') || '';
}

let line = Promise.resolve();
let faults = 0;
let waiting = 0;

/** Whether something waits to be done. */
export const isBusy = () => waiting > 0;

function wait(more) {
  waiting += more;
  document.body.dataset.busy = isBusy();
}

/** Does something once all before it is done; what waits behind a fault was meant for another state, and is dropped. */
export function enqueue(work, onFault) {
  const known = faults;
  wait(1);
  line = line.then(async () => {
    if (known === faults) await work();
  }).catch((error) => {
    faults += 1;
    return onFault(error);
    // What is asked then may fail, too.
  }).catch(onFault).finally(() => wait(-1));
}

/** An answer, or an error with the status of a refusal. */
export async function ask(method, path, body) {
  const headers = { Authorization: `Bearer ${token}` };
  if (method === 'POST') headers['Content-Type'] = 'application/json';
  const options = { method, headers, credentials: 'omit', body: method === 'POST' ? JSON.stringify(body) : undefined };
  const response = await fetch(path, options);
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.error), { status: response.status });
  return answer;
}
