import { checkSheet } from '../papers.ts'
import { type DemoMaterial, download, link, page, quiz, video } from './material.ts'
import { GAS_TEST, LOCK_OUT, PROTECTIVE_EQUIPMENT, SAFETY_QUIZ } from './shared.ts'

/** Heights, electricity, heat, tanks and tools. */
export const WORKS: Record<string, readonly DemoMaterial[]> = {
  'WAH-01': [
    PROTECTIVE_EQUIPMENT,
    page('WAH-01-CLIMB', 'Before you climb', `
Ask in this order, and stop at the first *yes*:

1. Can the work be done **from the ground**? Longer tools, lowering the lamp, a drone.
2. Is there a **fixed** platform with rails, or can we build a scaffold or bring a lift?
3. Only then: harness and lanyard. Never alone, never without a **plan for the rescue**: somebody who hangs motionless must be down within 15 minutes.

## Ladders

For short jobs (30 minutes), one hand free, three points of contact. Angle 75°: one foot out for four up. A metre above the edge. Not on the top three rungs.

## Scaffolds

Green tag with today's date, or you do not set a foot on it. You change nothing on it: no rail off "for a moment", no board moved.

## Harness

Leg straps first, then chest. Ring between the shoulder blades. A hand flat, not a fist, fits under each strap. Anchor **above** your head: a lanyard of 2 m with its absorber needs more than 6 m of clear height below you.
`),
    link('WAH-01-GUIDE', 'Working at height: a brief guide (HSE INDG401)', 'https://www.hse.gov.uk/pubns/indg401.htm'),
    quiz('WAH-01-QUIZ', 'Working at height test', { passMark: 80, attempts: 3 }, [
      ['What comes first?', 'The harness', '*The question whether it can be done from the ground', 'The ladder'],
      ['At which angle does a ladder stand?', '45°', '60°', '*75°'],
      ['A scaffold has no green tag. You …', '*stay off it', 'go up if it looks solid', 'write a tag'],
      ['What must be settled before you hang in a harness?', '*Who gets you down, and how, within 15 minutes', '*An anchor that holds', '*Enough clear height below', 'That nobody watches'],
      ['Where is the best place for the anchor?', 'At your feet', 'At your hip', '*Above your head'],
    ]),
  ],
  'LAD-01': [
    page('LAD-01-LIST', 'Inspecting a ladder', `
Once a year by a trained person, with the result in the register; by the user before each use.

- Stiles: not bent, no cracks, no sharp edges
- Rungs: all there, tight, clean, not painted over
- Feet: rubber on both, not worn through
- Hinges and spreaders: complete, they lock
- Label: readable, with the largest load

What fails is cut in two, so that nobody takes it out of the skip again.

*This course was replaced by Working at height.*
`),
    quiz('LAD-01-QUIZ', 'Ladder inspection test', { passMark: 66, attempts: 0 }, [
      ['How often is a ladder inspected by a trained person?', 'Every month', '*Once a year', 'After an accident'],
      ['Why is a wooden ladder not painted?', '*Paint hides cracks', 'Paint is slippery when wet', 'It looks untidy'],
      ['A foot has lost its rubber. You …', 'put a cloth under it', '*take the ladder out of use'],
    ]),
  ],
  'ELS-01': [
    LOCK_OUT,
    page('ELS-01-RULES', 'The five safety rules', `
In this order, without exception, before anybody touches a part that was live:

1. **Disconnect** completely, on all sides.
2. **Secure** against reconnection: padlock, tag.
3. **Verify** that it is dead, on all poles. Test the tester on a known source **before and after**.
4. **Earth and short-circuit** (above 1,000 V, and below where it can be fed from behind).
5. **Cover or fence off** live parts nearby.

Undone in the opposite order.

## How far away is far enough?

Up to 1,000 V, people who are not electricians stay **50 cm** away from bare live parts; from 1 to 110 kV it is at least 2 m.

## Somebody hangs on the current

Switch off first: plug, fuse, emergency stop. Cannot reach it? Something dry and insulating, dry ground under you, push them off. **Then** first aid, and always a doctor: the heart may stumble hours later.
`),
    download('ELS-01-TAG', 'Lock-out checklist to print', { name: 'lock-out-checklist.pdf', mediaType: 'application/pdf', bytes: () => checkSheet('Lock-out checklist', [
      'Machine ______________________   Date ____________', 'Name ________________________   Phone ____________', '',
      '[  ] Everybody told', '[  ] Stopped in the normal way', '[  ] Electricity isolated and locked', '[  ] Compressed air isolated and bled', '[  ] Hydraulics isolated, pressure released', '[  ] Gravity: arms and loads lowered or propped',
      '[  ] Tested: dead on all poles; tester tested before and after', '[  ] Tried to start: nothing moves', '', 'Locks on this machine: ____   Signature ______________________',
    ]) }),
    quiz('ELS-01-QUIZ', 'Electrical safety test', { passMark: 80, attempts: 2 }, [
      ['What is the third of the five safety rules?', 'Earth and short-circuit', '*Verify that it is dead', 'Secure against reconnection'],
      ['When is the tester itself tested?', 'Once a year', 'Before', '*Before and after'],
      ['Who takes your padlock off?', '*You', 'Your shift leader at the end of the shift', 'Whoever needs the machine'],
      ['Which energies may a machine still hold after its main switch is off?', '*Compressed air', '*Springs and raised loads', '*Charged capacitors', 'None'],
      ['A colleague hangs on a live cable. What comes first?', 'Pulling him off by the arm', '*Switching off', 'Chest compressions'],
    ]),
  ],
  'HOT-01': [
    PROTECTIVE_EQUIPMENT,
    page('HOT-01-PERMIT', 'Permit and fire watch', `
Outside the workshop nobody welds, cuts, grinds or solders without a permit **for this place and this day**.

## Before

- Can the part be taken to the workshop? Or screwed instead of welded?
- Everything that burns is taken out of a circle of **10 m**, also behind the wall and on the floor below. What cannot be moved is covered.
- Gaps, ducts and gratings are closed: a spark flies 15 m and rolls further.
- Smoke detectors off for the area only, and written on the permit.
- Two extinguishers or a hose, ready.

## During

One person watches and does nothing else.

## After

**One hour** of watching, then a look every hour for three more. Most fires after hot work are found at night.
`),
    download('HOT-01-FORM', 'Hot work permit to print', { name: 'hot-work-permit.pdf', mediaType: 'application/pdf', bytes: () => checkSheet('Hot work permit', [
      'Place ______________________________   Date ____________', 'Work ______________________________   from ______ to ______', '',
      '[  ] No other way of doing it', '[  ] 10 m cleared, also behind and below', '[  ] What cannot be moved is covered', '[  ] Gaps, ducts, gratings closed', '[  ] Detectors off: area ____________, on again at ______', '[  ] Extinguishers ready, fire watch named', '',
      'Fire watch ______________________   until ______ (one hour at least)', 'Released by ______________________   Closed by ______________________',
    ]) }),
    SAFETY_QUIZ,
  ],
  'CSE-01': [
    GAS_TEST,
    page('CSE-01-ENTRY', 'Before anyone goes in', `
A confined space is not small: it is **closed enough that the air in it can kill**. Tanks, pits, silos, ducts, shafts.

1. **Permit**, for this entry, with names.
2. Pipes blanked off or disconnected; stirrers locked out.
3. Emptied, rinsed, **ventilated**, and the ventilation goes on.
4. Air measured, values written down.
5. **Attendant** outside: in contact all the time, list of who is in, never goes in.
6. Way out prepared: harness on, rope outside, winch set up.
7. Lamps and tools with 24 V or battery.

> Six in ten who die in confined spaces went in to save somebody.
`),
    quiz('CSE-01-QUIZ', 'Confined spaces: theory test', { passMark: 75, attempts: 3 }, [
      ['What may the attendant do when somebody collapses inside?', 'Go in at once', '*Call for help and pull with the winch from outside', 'Go in with a dust mask'],
      ['In which order do you measure?', '*From top to bottom', 'From bottom to top', 'Only where the work is'],
      ['At which oxygen reading do you leave?', '20.9 %', '20.2 %', '*19.2 %'],
      ['For how long is the air measured?', 'Once, before entry', 'Every two hours', '*As long as anybody is inside'],
    ]),
  ],
  'CSE-02': [
    GAS_TEST,
    page('CSE-02-RESCUE', 'Rescue without a second victim', `
Practical day at the training tank, groups of four.

1. **Alarm**: attendant, radio, emergency number. Where, how many, what the detector shows.
2. **Winch**: from outside, slowly, head first. Watch the arms at the manhole.
3. **Entry only** by the rescue team, with breathing apparatus, two by two, and a third ready.
4. Fresh air, recovery position or resuscitation, decontamination.

Each of you takes each place once: entrant, attendant, winch, rescuer. Bring your harness.
`),
    video('CSE-02-VIDEO', 'Confined space rescue: what the Chemical Safety Board found (films)', 'https://www.csb.gov/videos/'),
  ],
  'TOOL-01': [
    page('TOOL-01-TOOLS', 'Hand and power tools', `
- The right tool, whole and clean. Mushroomed chisel heads are ground off, cracked handles replaced.
- Test seal of this year on the plug, cable without tape.
- **Angle grinder**: guard on, both hands, disc for the right speed and not past its date, stand out of its plane, wait until it stops.
- **Drill press**: clamp the part, no gloves, long hair under a cap, chuck key out.
- **Compressed air** is not for cleaning clothes: it goes through skin.
- Unplug before you change anything.
`),
    LOCK_OUT,
    SAFETY_QUIZ,
  ],
}
