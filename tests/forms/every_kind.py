"""An audit tool that uses everything a tool may hold: every kind, nesting, repeats, agencies."""

EVERY_KIND = b"""\
id: every-kind
version: "1.0"
title: Every kind of question
look_back_months: 12
languages:
  - {code: en, title: English}
  - {code: cy, title: Cymraeg}
grade_guidance: Judge what the help changed for the child.
themes:
  - {id: seen, title: Seen}
standards:
  - {id: visiting_policy, title: Visiting policy, reference: section 3}
agencies:
  - {id: social_care, title: Social care, translations: {cy: {title: Gofal cymdeithasol}}}
  - {id: health, title: Health, translations: {cy: {title: Iechyd}}}
roles:
  - {id: practitioner, title: Practitioner}
  - {id: manager, title: Manager}
sections:
  - id: kinds
    title: Every kind
    guidance: One question of each kind.
    questions:
      - id: welcome
        kind: note
        label: Read the whole file before the first answer.
      - id: seen_alone
        kind: graded
        scale: yes_no
        label: Was the child seen alone?
        hint: Alone means without a parent in the room.
        guidance: Look in the records of visits.
        theme: seen
        standards: [visiting_policy]
        evidence: required
        not_applicable: true
        limits:
          - {answers: ["no"], cap: requires_improvement, reason: the child was not seen alone}
        escalates:
          - {answers: ["no"], reason: nobody has spoken with the child alone}
        translations:
          cy: {label: A welwyd y plentyn ar ei ben ei hun?, hint: Heb riant yn yr ystafell.}
      - id: region
        kind: one_of
        label: Where does the child live?
        evidence: none
        choices:
          - {code: north, label: North}
          - {code: south, label: South}
      - id: office
        kind: one_of
        label: Which office holds the file?
        evidence: none
        choice_filter: region = ${region}
        choices:
          - {code: hill, label: Hill House, columns: {region: north}}
          - {code: moor, label: Moor Lane, columns: {region: north}}
          - {code: quay, label: Quay Street, columns: {region: south}}
      - id: methods
        kind: several_of
        label: Which methods were used?
        choices:
          - {code: play, label: Play}
          - {code: drawing, label: Drawing}
          - {code: talk, label: Talking}
      - id: worries
        kind: ranked
        label: What worried the child most?
        choices:
          - {code: school, label: School}
          - {code: home, label: Home}
          - {code: friends, label: Friends}
      - id: days
        kind: number
        label: Days from referral to visit
        minimum: 0
        maximum: 200
        whole: true
        unit: days
        constraint: ". != 13"
        constraint_message: Thirteen days cannot be; look again.
      - id: met_on
        kind: date
        label: When was the last visit?
        earliest: 2015-01-01
        latest: today
      - {id: met_at, kind: time, label: At what time?, required: false}
      - id: place
        kind: short_text
        label: Where was the child met?
        default: At home
        max_length: 60
      - {id: words, kind: text, label: What did the child say?, required: false}
      - id: weeks
        kind: calculated
        label: Weeks from referral to visit
        calculation: round(${days} div 7, 1)
        unit: weeks
      - id: confirmed
        kind: acknowledgement
        label: I have read the whole chronology.
        not_evidenced: false
        evidence: none
      - {id: letter, kind: evidence_file, label: Which document shows it?, required: false}
      - {id: photo, kind: inert, label: Take a photograph of the door, was: image}
  - id: visiting
    title: Visits
    questions:
      - id: known
        kind: number
        label: How many brothers and sisters are there?
        minimum: 0
        maximum: 9
        whole: true
    sections:
      - id: visit
        title: Each visit
        guidance: The last three visits are enough.
        repeat: {each: visit, minimum: 1, maximum: 4}
        questions:
          - {id: visit_on, kind: date, label: Date of the visit, evidence: none}
          - {id: visit_good, kind: graded, scale: met, label: Was the visit of use to the child?}
      - id: manager_part
        title: For managers
        roles: [manager]
        questions:
          - {id: signed_off, kind: graded, scale: yes_no, label: Was the visit record signed off?}
  - id: siblings
    title: Brothers and sisters
    graded: false
    repeat: {each: brother or sister, minimum: 0, maximum: 9, count: "${known}"}
    questions:
      - {id: sibling_known, kind: graded, scale: yes_no, label: Is the brother or sister named?}
  - id: health_part
    title: Health
    agencies: [health]
    questions:
      - {id: weighed, kind: graded, scale: yes_no, label: Was the child weighed?}
"""
