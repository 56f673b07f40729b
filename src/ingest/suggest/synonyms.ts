/**
 * What other systems and sheets call our columns, in several languages: in lower case without accents and anything but letters and digits,
 * the likeliest first.
 */
const listed = (words: string): readonly string[] => words.split(/\s+/);

/** A day, or an instant where a time of day is told. */
const closes =
  listed(`closedate closedon closeddate closed closedat closedtime wondate dateclosed abschluss abschlussdatum abgeschlossenam
  geschlossenam gewonnenam datedecloture datecloture cloturele fechadecierre cierre datachiusura schliessdatum
  istabschlussdatum actualclosedate datedefermeture`);

export const synonyms: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  opportunities: {
    opportunity_id:
      listed(`opportunityid dealid recordid id oppid dealno dealnumber opportunitynumber number no nr nummer quoteid
      externalid ref reference vorgangsnummer angebotsnummer numero codigo datensatzid iddelobjet iddelenregistrement
      iddelopportunite idderegistro iddelaoportunidad iddelnegocio externeid donotmodifyopportunity
      nichtandernverkaufschance`),
    created_at:
      listed(`createdat created createddate createdate createdon creationdate datecreated creationtime opened openedon
      dateopened opendate addtime dealcreated createdtime startdate engagedate angelegtam angelegt erstelltam
      erstellt erstelldatum eroffnet eroffnetam anlagedatum datedecreation creele cree dateouverture
      fechadecreacion creadoel fechacreacion datadicreazione creatoil aangemaakt aangemaaktop erstellungsdatum
      erstellungszeit datumerstellt heuredecreation horadecreacion`),
    name: listed(`name dealname opportunityname dealtitle opportunitytitle title subject deal opportunity project angebot
      vorgang chance verkaufschance projekt bezeichnung affaire opportunite intitule negocio oportunidad
      trattativa opportunita titre kans dealtitel nomdelaffaire nomdelatransaction nomdelopportunite nombredelnegocio
      nombredelaoportunidad topic thema titel`),
    account_id:
      listed(`account accountname company companyname customer customername client clientname organization organisation
      kunde firma kundenname unternehmen societe entreprise cliente empresa azienda klant bedrijf potentialcustomer
      potenziellerkunde nomducompte compte nombredelacuenta cuenta`),
    owner_id:
      listed(`owner dealowner opportunityowner salesrep rep salesperson salesagent salesowner assignedto accountmanager
      accountexecutive ae seller verkaufer verkaeufer vertriebler bearbeiter zustandig betreuer
      ansprechpartnerintern commercial vendeur responsable proprietaire comercial vendedor propietario
      venditore verkoper besitzer inhaber eigentumer eigentuemer verantwortlicher vertriebsmitarbeiter`),
    amount:
      listed(`amount value dealvalue dealamount dealsize amountexpected revenue expectedrevenue price total closevalue
      tcv acv arr betrag wert auftragswert volumen umsatz summe angebotswert montant montantht valeur importe
      valor monto importo valore bedrag waarde dealwert estrevenue estimatedrevenue geschumsatz`),
    currency: listed(`currency currencycode waehrung wahrung devise moneda valuta`),
    expected_close_on:
      listed(`expectedclose expectedclosedate expectedclosing expectedclosingdate forecastdate estimatedclose
      estimatedclosedate estclosedate closingdate targetclosedate erwarteterabschluss abschlusserwartet
      geplanterabschluss clotureprevue dateclotureprevue cierreprevisto chiusuraprevista`),
    stage: listed(`stage dealstage salesstage opportunitystage status phase step stand stufe verkaufsphase etape statut
      etapa estado fase stato`),
    closed_on: closes,
    closed_at: closes,
    lost_reason:
      listed(`lostreason lossreason reasonlost reasonforloss closedlostreason verlustgrund grund raisondeperte
      motivoperdida`),
    product: listed(`product productname item produkt produit producto prodotto`),
  },
  leads: {
    lead_id: listed(`leadid contactid recordid id prospectid mqlid externalid leadnumber nr datensatzid
      iddelobjet idderegistro`),
    created_at: listed(`createdat created createddate createdate createdon firstcontactdate datereceived dateadded date
      submittedat submissiondate signupdate timestamp createdtime addtime datum angelegtam erstelltam
      eingegangenam datedecreation fechadecreacion datadicreazione erstellungsdatum erstellungszeit`),
    name: listed(`name fullname leadname contactname contact prospect ansprechpartner kontakt nom nombre nome`),
    email: listed(`email emailaddress mail workemail businessemail emailadresse courriel correo`),
    source: listed(
      `source leadsource channel origin utmsource campaignsource herkunft quelle kanal canal origen fonte`,
    ),
    owner_id:
      listed(`leadowner contactowner owner assignedto rep salesrep sdr bearbeiter zustandig commercial responsable
      vendedor besitzer inhaber eigentumer eigentuemer verantwortlicher vertriebsmitarbeiter`),
    stage: listed(`leadstatus leadstage status lifecyclestage statut estado stato phase`),
    converted_at: listed(`convertedat dateconverted converteddate conversiondate convertedon konvertiertam`),
  },
  stage_changes: {
    subject_id:
      listed(`opportunityid dealid leadid dealno dealnumber opportunitynumber deal opportunity lead recordid record id
      vorgang vorgangsnummer angebot affaire negocio`),
    stage: listed(`stage newstage tostage stageto newvalue dealstage status newstatus phase neuephase nachphase stufe
      neuestufe etape nouvelleetape etapa fase`),
    from_stage: listed(`fromstage oldstage previousstage stagefrom oldvalue oldstatus altephase vonphase vorherigephase
      altestufe ancienneetape`),
    changed_at:
      listed(`changedat changedate datechanged changedon modifiedat modifiedon modifieddate enteredat enteredon date
      timestamp time createddate createdat geandertam geaendertam wechselam datum wann quand fecha data`),
    changed_by: listed(`changedby modifiedby editedby user owner createdby geandertvon geaendertvon`),
    change_id: listed(`changeid historyid id`),
  },
  activities: {
    activity_id: listed(`activityid callid taskid eventid messageid emailid meetingid engagementid id`),
    occurred_at:
      listed(`occurredat activitydate calldate meetingdate sentat senton sentdate date datetime time timestamp
      starttime start startedat begin completedat duedate datum beginn when wann quand fecha data`),
    type: listed(`type activitytype calltype tasktype kind activity channel art aktivitat typ typeactivite tipo`),
    person_id:
      listed(`agent person who user owner rep assignedto performedby caller organizer organiser host sender from
      loggedby createdby mitarbeiter bearbeiter`),
    opportunity_id: listed(`opportunityid dealid relatedto opportunity deal`),
    lead_id: listed(`leadid contactid prospectid`),
    duration_seconds: listed(`duration durationseconds callduration talktime durationinseconds dauer`),
    subject: listed(`subject topic title description summary betreff thema objet asunto oggetto`),
    direction: listed(`direction calldirection inboundoutbound richtung`),
  },
  accounts: {
    account_id: listed(`accountid companyid customerid organizationid id kundennummer`),
    name: listed(`account accountname company companyname customer customername organization name firma kunde`),
    industry: listed(`industry sector branche secteur`),
    country: listed(`country land officelocation billingcountry pays pais paese`),
  },
  people: {
    person_id: listed(`personid userid employeeid ownerid repid id`),
    name: listed(`name fullname salesagent rep salesrep employee user mitarbeiter`),
    email: listed(`email emailaddress mail`),
    team_id: listed(`team group department office role salesteam regionaloffice abteilung gruppe`),
    manager_id: listed(`manager supervisor reportsto vorgesetzter`),
  },
  campaigns: {
    campaign_id: listed(`campaignid programid id`),
    name: listed(`name campaignname campaign programname kampagne campagne campana`),
    channel: listed(`channel campaigntype medium kanal canal canale`),
    starts_on: listed(`startson startdate start startsat begin von debut inicio`),
    ends_on: listed(`endson enddate end endsat ende bis fin`),
    budget: listed(`budget plannedbudget budgetedcost plannedcost plankosten`),
    currency: listed(`currency currencycode waehrung wahrung devise moneda valuta`),
  },
  spend: {
    campaign_id: listed(
      `campaignid campaign campaignname kampagne kampagnenname campagne nomdelacampagne campana campagna`,
    ),
    spent_on: listed(`spenton date day cdate reportingstarts startdate datum tag jour fecha dia giorno dag
      auswertungsbeginn berichtsstart`),
    amount: listed(
      `spend cost amount amountspent markspent totalspend totalspent spent adspend kosten ausgaben ausgegebenerbetrag
      depenses cout montantdepense gasto costo importegastado bedrag`,
    ),
    currency: listed(`currency currencycode accountcurrency waehrung wahrung devise moneda valuta divisa`),
  },
};

/** What many tables have, and none is known by: taken where a column is called exactly so, or as we call it. */
export const further: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  leads: {
    campaign_id: listed("campaign campaignname kampagne kampagnenname campagne campana campagna utmcampaign"),
    opportunity_id: listed("dealid converteddealid convertedopportunityid"),
    assigned_at: listed("assigneddate assignedon dateassigned zugewiesenam"),
    disqualified_at: listed("disqualifieddate disqualifiedon datedisqualified disqualifiziertam"),
  },
  opportunities: {
    campaign_id: listed("campaign campaignname primarycampaignsource kampagne kampagnenname campagne campana campagna"),
    created_by: listed("creator erstelltvon angelegtvon creepar creadopor creatoda"),
  },
};
