/** The declared process of the demo company, as `quarterdeck.yaml`. */
export const demoConfig = `# Made by quarterdeck demo: an invented company.
workspace: Tidewater Instruments (demo)
timezone: America/New_York
currency: USD
week_starts: monday
fiscal_calendars:
  - {id: fiscal, starts_month: 2, label: ending_year}
working_time: {days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00", holidays: US}
pipelines:
  - id: sales
    name: Sales
    stages:
      - {id: new,              name: New,              of: lead}
      - {id: contacted,        name: Contacted,        of: lead}
      - {id: engaged,          name: Engaged,          of: lead}
      - {id: nurture,          name: Nurture,          of: lead, category: hold}
      - {id: disqualified,     name: Disqualified,     of: lead, category: lost}
      - {id: discovery,        name: Discovery,        of: opportunity}
      - {id: qualified,        name: Qualified,        of: opportunity, qualifies: true}
      - {id: proposal,         name: Proposal,         of: opportunity}
      - {id: negotiation,      name: Negotiation,      of: opportunity}
      - {id: on_hold,          name: On hold,          of: opportunity, category: hold}
      - {id: closed_won,       name: Closed won,       of: opportunity, category: won}
      - {id: closed_lost,      name: Closed lost,      of: opportunity, category: lost}
      - {id: no_decision,      name: No decision,      of: opportunity, category: no_decision}
      - {id: created_in_error, name: Created in error, of: opportunity, category: void}
`;
