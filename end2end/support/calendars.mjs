// Calendars read by programs that are not ours: ical.js, and icalendar of PyPI.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ICAL from 'ical.js';

const run = promisify(execFile);
const tools = join(import.meta.dirname, '../../target/tools/icalendar');

const PYTHON = `
import json, sys
from icalendar import Calendar
calendar = Calendar.from_ical(sys.stdin.buffer.read())
def event(it):
    text = lambda name: str(it.get(name, ''))
    day = lambda name: it.decoded(name).isoformat()[:19]
    return dict(uid=text('UID'), start=day('DTSTART'), end=day('DTEND'), status=text('STATUS'),
                sequence=int(it.get('SEQUENCE')), summary=text('SUMMARY'), place=text('LOCATION'))
print(json.dumps([event(it) for it in calendar.walk('VEVENT')]))
`;

/** The events of a calendar as ical.js reads them. */
export function byIcalJs(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const value = (name) => String(component.getFirstPropertyValue(name) ?? '');
    return {
      uid: value('uid'),
      start: value('dtstart'),
      end: value('dtend'),
      status: value('status'),
      sequence: Number(value('sequence')),
      summary: value('summary'),
      place: value('location'),
    };
  });
}

/** The same as icalendar reads them. */
export async function byIcalendar(text) {
  const reading = run('python3', ['-c', PYTHON], { env: { ...process.env, PYTHONPATH: tools }, maxBuffer: 1 << 26 });
  reading.child.stdin.end(text);
  return JSON.parse((await reading).stdout);
}
