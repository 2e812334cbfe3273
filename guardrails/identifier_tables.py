"""What the identifier rules know: words, shapes, and the rules themselves, each with its examples.

The words are common knowledge written down by hand: a few hundred given names and surnames, large cities, hospitals
that are known by a bare name. None of these lists has to be complete, because a cue beside a name ("seen by Dr. ...")
needs no list.

A pattern is a regular expression in a short hand: a blank is one to three blanks, `{NAME}` is a piece of `_PIECES`, and
what stands in `⟦ ⟧` is the identifier. Every quantifier is bounded, so that the time a text takes grows with its length
and with nothing else.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum, auto


class Kind(StrEnum):
    """What an identifier is; its value stands in the masked text."""

    NAME = "NAME"
    DATE = "DATE"
    PHONE = "PHONE"
    EMAIL = "EMAIL"
    ADDRESS = "ADDRESS"
    PLACE = "PLACE"
    RECORD_NUMBER = "RECORD_NUMBER"
    NATIONAL_ID = "NATIONAL_ID"
    ACCOUNT = "ACCOUNT"
    URL = "URL"
    IP = "IP"


class Fit(Enum):
    """How the match of a rule is cut down to the identifier, or turned away; `identifiers` has a function for each."""

    WHOLE = auto()
    NAME = auto()
    NEW_NAME = auto()
    LIKELY_NAME = auto()
    GIVEN_ALONE = auto()
    GIVEN_AND_MORE = auto()
    SURNAME_LAST = auto()
    BOTH_KNOWN = auto()
    TITLED = auto()
    KNOWN_AND_TITLED = auto()
    TITLED_IN_LOWER_CASE = auto()
    FACILITY = auto()
    KNOWN_PLACE = auto()
    TOWN = auto()
    NUMBER = auto()
    LONG_NUMBER = auto()
    PHONE = auto()
    CODE = auto()
    IP = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One way to know an identifier."""

    name: str

    kind: Kind

    fit: Fit

    pattern: re.Pattern[str]
    """Its group `it` is the identifier, or holds it."""

    masks: tuple[tuple[str, str], ...]
    """Texts, each with what becomes of it."""

    keeps: tuple[str, ...]
    """Texts that look alike and stay as they are."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> tuple[str, ...]:
    """Split at bars, the longest phrase first, as a regular expression must try them."""
    phrases = {" ".join(phrase.split()) for phrase in text.split("|")}
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


GIVEN = _words("""
    Adaeze Aditi Agata Aleksandra Amara Ananya Anneliese Arne Aya Ayşe Ayse Bjørn Carmela Chinedu Chukwuemeka Concepción Dagmar Daan Elif Emeka Eszter
    Fatma Femi Freya Giorgos Giorgio Gisela Gudrun Hamza Hanna Heike Hiroko Inés Ioannis Jiho José Katarzyna Kofi Kwame Lakshman Layla Lieselotte Ludmila
    Mahmud Małgorzata Mercè Minh Mónica Nkechi Nuria Olena Oluwaseun Paloma Pilar Priyanka Rosalía Ronja Rüdiger Sakura Salvatore Siobhan Sigrid Sinéad Solveig Swati Tomáš
    Ulrike Uwe Vasil Waltraud Wolfgang Xiomara Yiannis Yusra Zahra
    Aaliyah Aaron Abdul Abdullah Abigail Abraham Adam Adrian Adriana Agnes Agnieszka Ahmed Aidan Aiko Aisha Akira Alan
    Alana Albert Alberto Alejandra Alejandro Alex Alexander Alexandra Alexis Alfonso Alfred Alfredo Ali Alice Alicia
    Alina Alison Allison Alma Amanda Amber Amelia Amina Amir Amit Amy Ana Anastasia Anders Andre Andrea Andreas Andrei
    Andrew Andrzej Andy Angela Angelica Angelina Angie Anita Anja Anjali Ann Anna Anne Annette Annie Anthony Antoine
    Anton Antonio Arjun Arlene Armando Arnold Arthur Arturo Arun Asha Astrid Audrey August Ava Barbara Beatrice
    Beatriz Becky Ben Benjamin Bernadette Bernard Bernice Bertha Beth Bethany Betty Beverly Bianca Björn Blake Bob
    Bobby Bonnie Boris Brad Bradley Brandon Brenda Brendan Brett Brian Brianna Bridget Brittany Brooke Bryan Caitlin
    Caleb Cameron Camila Camille Carl Carla Carlos Carmen Carol Carolina Caroline Carolyn Carrie Catalina Catherine
    Cathy Cecilia Cedric Cesar Chad Charlene Charles Charlie Charlotte Chelsea Cheryl Chiara Chloe Chris Christian
    Christin Christina Christine Christopher Cindy Claire Clara Clarence Claude Claudia Claudio Clifford Clyde Cody
    Colin Colleen Connie Connor Consuelo Corey Cory Courtney Craig Cristina Crystal Curtis Cynthia Daisy Dan Dana
    Daniel Daniela Danielle Danny Darlene Darren Darryl Dave David Dawn Dean Debbie Deborah Debra Deepak Deepika
    Denise Dennis Derek Derrick Diana Diane Diego Dieter Dimitri Dmitry Dolores Dominic Don Donald Donna Dora Doris
    Dorothy Doug Douglas Duncan Dustin Dwight Dylan Earl Ebony Ed Eddie Edgar Edith Edna Eduardo Edward Edwin Eileen
    Elaine Eleanor Elena Eli Elias Elijah Elisabeth Eliza Elizabeth Ella Ellen Ellie Elsa Elsie Emil Emilia Emily Emma
    Emmanuel Enrique Eric Erica Erik Erika Erin Ernest Ernesto Esteban Esther Ethan Ethel Eugene Eunice Eva Evan
    Evelyn Fatima Felicia Felipe Felix Fernando Fiona Florence Frances Francesca Francesco Francis Francisco Frank
    Franz Fred Freda Frederick Friedrich Fritz Gabriel Gabriela Gabriella Gail Gareth Gary Gavin Geoffrey George
    Georgina Gerald Geraldine Gerard Gertrude Gilbert Gina Giovanni Giulia Giuseppe Gladys Glen Glenn Gloria Gordon
    Grace Graham Greg Gregory Greta Guadalupe Guillermo Gunther Gustavo Guy Gwen Hannah Hans Harold Harriet Harry
    Haruto Harvey Hassan Hazel Heather Hector Heidi Heinrich Helen Helena Helga Henry Herbert Herman Hilda Hiroshi
    Holly Hope Howard Hubert Hugh Hugo Ian Ibrahim Ida Igor Imran Ingrid Irene Irina Iris Irma Isaac Isabel Isabella
    Isaiah Ismail Ivan Ivy Jack Jackie Jackson Jacob Jacqueline Jacques Jaime Jake Jamal James Jamie Jan Jane Janet
    Janice Jared Jasmin Jasmine Jason Javier Jay Jean Jeanette Jeanne Jeff Jeffery Jeffrey Jenna Jennifer Jenny
    Jeremiah Jeremy Jerome Jerry Jesse Jessica Jessie Jesus Jill Jim Jimmy Jin Joan Joann Joanna Joanne Joaquin Jodi
    Jody Joe Joel Johan Johanna Johannes John Johnny Jon Jonas Jonathan Jordan Jorge Jose Josef Joseph Josephine Josh
    Joshua Joy Joyce Juan Juana Juanita Judith Judy Julia Julian Juliana Julie Juliette Julio June Justin Jürgen
    Kaitlyn Kamal Karen Karin Karl Karla Katarina Kate Katherine Kathleen Kathryn Kathy Katie Katrina Kay Kayla Keith
    Kelly Kelsey Ken Kendra Kenji Kenneth Kenny Kevin Khadija Khalid Kim Kimberly Kirk Klaus Krishna Kristen Kristin
    Kristina Kurt Kyle Lakshmi Lance Larry Lars Latoya Laura Lauren Laurie Lawrence Leah Lee Leila Lena Leo Leon
    Leonard Leonardo Leroy Leslie Lester Leticia Lewis Liam Lillian Lily Linda Lindsay Lindsey Lisa Lloyd Logan Lois
    Lola Lorenzo Loretta Lori Lorraine Louis Louise Luca Lucas Lucia Lucille Lucy Luigi Luis Luisa Lukas Luke Luz
    Lydia Lynn Madison Magdalena Maggie Mahmoud Manuel Manuela Marc Marcel Marcia Marco Marcos Marcus Margaret
    Margarita Maria Mariana Marianne Marie Marilyn Mario Marion Marisol Marjorie Mark Marlene Marsha Marta Martha
    Martin Martina Marvin Mary María Mateo Mathew Matt Matteo Matthew Maureen Maurice Max Maxine Maya Megan Mehmet Mei
    Melanie Melinda Melissa Melvin Mercedes Meredith Mia Micah Michael Michaela Michel Michele Michelle Miguel Mika
    Mikhail Mildred Miranda Miriam Misty Mitchell Mohamed Mohammad Mohammed Moira Molly Monica Monique Morgan Moses
    Muhammad Mustafa Myra Nadia Nadine Naomi Natalia Natalie Natasha Nathan Nathaniel Neil Nelson Nicholas Nick Nicola
    Nicolas Nicole Niels Nigel Nikhil Nikolai Nina Noah Noel Nora Norma Norman Olga Oliver Olivia Omar Oscar Oskar
    Otto Owen Pablo Pamela Paola Patricia Patrick Patty Paul Paula Pauline Pavel Pedro Peggy Penelope Penny Perry
    Peter Petra Phil Philip Philippe Phillip Phyllis Pierre Piotr Preeti Priscilla Priya Rachel Rafael Raj Rajesh
    Ralph Ramon Ramona Randall Randy Raquel Rashid Raul Ravi Ray Raymond Rebecca Regina Renee Rhonda Ricardo Richard
    Rick Ricky Riley Rita Rob Robert Roberta Roberto Robin Rocio Rodney Rodrigo Roger Rohan Roland Ron Ronald Ronnie
    Rosa Rosalie Rosario Rose Rosemary Roxanne Roy Ruben Ruby Russell Ruth Ryan Sabrina Sally Salma Salvador Sam
    Samantha Samir Samuel Sandra Sandy Sanjay Santiago Sara Sarah Satoshi Saul Scott Sean Sebastian Selma Sergei
    Sergio Seth Shane Shannon Sharon Shawn Sheila Shelby Sheldon Shirley Sidney Silvia Simon Simone Sofia Soledad
    Sonia Sonya Sophia Sophie Spencer Stacey Stacy Stanley Stefan Stella Stephanie Stephen Steve Steven Stuart Sue
    Sunil Sunita Susan Susana Susanna Suzanne Sven Svetlana Sylvia Takeshi Tamara Tami Tammy Tanya Tara Tatiana Ted
    Teresa Teri Terrence Terri Terry Theo Theodore Theresa Thomas Tiffany Tim Timmy Timothy Tina Todd Tom Tommy Tomás
    Toni Tony Tracey Tracy Travis Trevor Tyler Tyrone Ursula Valentina Valerie Vanessa Vera Veronica Vicki Victor
    Victoria Vijay Vikram Vincent Viola Violet Virginia Vivian Vladimir Walter Wanda Warren Wayne Wei Wendy Wesley
    Whitney Wilhelm William Willie Wilma Xavier Xiao Yasmin Ying Yolanda Yosef Yuki Yuri Yusuf Yvette Yvonne Zachary
    Zainab Zhang Zoe Zofia Zuzana""")
"""Given names; any of them before an initial or a surname is a person."""

SHARED_GIVEN = _words("""
    Albert Amber Ana Angel Angelica Ann August Austin Camila Carol Chad Charlotte Christian Crystal Curtis Daisy Dan
    Dawn Dean Don Douglas Duncan Earl Ed Eugene Florence Francis Frank Gail George Gilbert Gordon Grace Graham Guy
    Harvey Hazel Henry Holly Hope Howard Hunter Iris Ivy Jack Jackson Jan Jasmine Jay Jean Jin Jordan Joy June Kay
    Kelly Ken Kim Kirk Krishna Lance Lawrence Lee Leo Leon Leroy Leslie Lewis Lily Logan Louis Luz Madison Marc Marcus
    Marie Marion Mark Martin Max Maya Mei Mercedes Misty Mitchell Morgan Nelson Norma Norman Olive Oliver Owen Patrick
    Penny Perry Pierre Raj Ralph Ray Raymond Regina Rich Rick Rob Robin Roger Rose Rosemary Roy Ruby Russell Sally
    Sandy Santiago Sidney Simon Spencer Stanley Stella Stuart Sue Ted Terry Theo Thomas Todd Tom Tony Tyler Vera
    Victor Victoria Vincent Viola Violet Virginia Warren Wayne Wei Whitney William Xavier Xiao Ying Zhang""")
"""Given names that are as well words, places, eponyms or surnames: one of these alone is nobody."""

SURNAMES = _words("""
    Abdi Adeyemi Adebayo Aguirre Ahmadi Akhtar Alonso Banerjee Bauer Begum Benali Bernard Bianchi Blanco Bose Bouchard Brandt Castro Chaudhry
    Colombo Costa Delgado Demir Domínguez Duarte Eze Ferreira Fontaine Garnier Gerber Gruber Haddad Hartmann Herrera Hossain Huber Ibáñez Ibrahim
    Iyer Janssen Jiménez Kaya Kim Kobayashi Koch Kovacs Krüger Kruger Lambert Lefebvre Lefèvre Lehmann Lindberg Maier Mbeki Mehta Mensah Moreau Mukherjee Nair
    Ng Novák Novikova Nowak Obi Ogunleye Okafor Okonkwo Oliveira Owusu Papadopoulos Park Pereira Petrov Pham Popescu Reddy Richter Rinaldi Rocha
    Romano Roux Santana Schäfer Schröder Schulz Schulze Schwarz Soto Souza Takahashi Toth Vasquez Vogel Volkov Weiß Wójcik Yilmaz Yıldız Zapata
    Adams Aguilar Ahmed Alexander Allen Alvarez Andersen Anderson Andrews Armstrong Bailey Baker Barnes Becker Bennett
    Brooks Brown Bryant Butler Campbell Carter Castillo Chan Chavez Chen Cheng Choi Clark Cohen Coleman Collins Cooper
    Cox Cruz Davies Davis Diaz Doe Dubois Dupont Edwards Evans Fernandez Ferrari Fischer Fisher Flores Ford Foster Fox
    Garcia García Gibson Gomez Gonzales Gonzalez Gray Green Griffin Gupta Gutierrez Hall Hamilton Hansen Harris
    Harrison Henderson Hernandez Hill Hoffmann Howard Huang Hughes Hussain Ivanov Jackson James Jenkins Jensen Jimenez
    Johansson Johnson Jones Jordan Kaur Kelly Kennedy Khan King Klein Kowalski Kumar Larsen Lee Lewis Li Lin Liu Lopez
    López Martin Martinez Martínez Mason Matthews Mendoza Meyer Miller Mitchell Moore Morales Moreno Morgan Morris
    Murphy Murray Myers Müller Nakamura Nelson Nguyen Nielsen Novak Olsen Ortiz Owens Park Parker Patel Perez Perry
    Peterson Phillips Powell Price Ramirez Ramos Reed Reyes Reynolds Richardson Rivera Roberts Robinson Rodriguez
    Rogers Romero Rosen Ross Rossi Ruiz Russell Russo Sanchez Sanders Santos Sato Schmidt Schneider Schultz Scott
    Sharma Silva Simmons Singh Smith Stevens Stewart Sullivan Suzuki Svensson Tanaka Taylor Thomas Thompson Torres
    Tran Tucker Turner Vargas Wagner Walker Wallace Wang Ward Watanabe Watson Weaver Webb Weber Wells West White
    Williams Wilson Wong Wood Wright Wu Yamamoto Yang Young Zhang Zhao Zhou Zimmermann""")
"""Surnames frequent enough to be read in lower case, or after a given name that is not in the list."""

CITIES = _phrases("""
    Abu Dhabi | Accra | Addis Ababa | Akron | Albany | Albuquerque | Alexandria | Algiers | Amarillo | Amsterdam |
    Anaheim | Anchorage | Ankara | Ann Arbor | Antwerp | Arlington | Asheville | Athens | Atlanta | Auckland | Augusta
    | Aurora | Austin | Baghdad | Bakersfield | Baltimore | Bangalore | Bangkok | Barcelona | Basel | Baton Rouge |
    Beijing | Beirut | Belfast | Bengaluru | Bergen | Berkeley | Berlin | Bern | Bethesda | Birmingham | Bogota |
    Bogotá | Boise | Bologna | Bordeaux | Boston | Boulder | Bremen | Brisbane | Bristol | Bronx | Brooklyn | Brussels
    | Bucharest | Budapest | Buenos Aires | Buffalo | Busan | Cairo | Calgary | Cambridge | Cape Town | Caracas |
    Cardiff | Casablanca | Cedar Rapids | Chandigarh | Charleston | Charlotte | Chattanooga | Chengdu | Chennai |
    Chicago | Chongqing | Cincinnati | Cleveland | Cologne | Colorado Springs | Columbus | Copenhagen | Corpus Christi
    | Daegu | Dakar | Dallas | Damascus | Dayton | Delhi | Denver | Des Moines | Detroit | Dhaka | Doha | Dortmund |
    Dresden | Dubai | Dublin | Duluth | Durham | Düsseldorf | Edinburgh | Edmonton | El Paso | Eugene | Evanston |
    Fargo | Flint | Florence | Fort Lauderdale | Fort Wayne | Fort Worth | Frankfurt | Fresno | Fukuoka | Galveston |
    Gdansk | Geneva | Genoa | Ghent | Glasgow | Gothenburg | Graz | Guadalajara | Guangzhou | Hamburg | Hangzhou |
    Hanoi | Hanover | Harlem | Hartford | Havana | Heidelberg | Helsinki | Hiroshima | Ho Chi Minh City | Hollywood |
    Hong Kong | Honolulu | Houston | Huntsville | Hyderabad | Incheon | Indianapolis | Innsbruck | Irvine | Islamabad
    | Istanbul | Izmir | Jacksonville | Jakarta | Jersey City | Jerusalem | Johannesburg | Kabul | Kampala | Kansas
    City | Karachi | Kathmandu | Khartoum | Kiev | Knoxville | Kolkata | Krakow | Kuala Lumpur | Kyiv | Kyoto | Lagos
    | Lahore | Lansing | Laredo | Las Vegas | Lausanne | Leeds | Leicester | Leipzig | Leuven | Lexington | Lille |
    Lima | Lincoln | Lisbon | Little Rock | Liverpool | Ljubljana | London | Long Beach | Los Angeles | Louisville |
    Lubbock | Lusaka | Luxembourg City | Lyon | Madison | Madrid | Malmö | Manchester | Manhattan | Manila | Marseille
    | Melbourne | Memphis | Mesa | Mexico City | Miami | Milan | Milwaukee | Minneapolis | Minsk | Mobile | Monterrey
    | Montevideo | Montpellier | Montreal | Moscow | Mumbai | Munich | Nagoya | Nairobi | Nanjing | Naples | Nashville
    | New Delhi | New Haven | New Orleans | New York | New York City | Newark | Newcastle | Nice | Norfolk |
    Nottingham | NYC | Oakland | Odessa | Oklahoma City | Omaha | Orlando | Osaka | Oslo | Ottawa | Oxford | Padua |
    Palo Alto | Paris | Pasadena | Perth | Philadelphia | Phoenix | Pittsburgh | Plano | Portland | Porto | Prague |
    Providence | Pune | Qingdao | Quebec City | Queens | Raleigh | Reno | Reykjavik | Richmond | Riga | Rio de Janeiro
    | Riyadh | Rochester | Rockford | Rome | Rotterdam | Sacramento | Salt Lake City | Salzburg | San Antonio | San
    Bernardino | San Diego | San Francisco | San Jose | San Juan | Santa Barbara | Santa Cruz | Santa Fe | Santa
    Monica | Santiago | Santo Domingo | Sao Paulo | Sapporo | Savannah | Scottsdale | Seattle | Seoul | Seville |
    Shanghai | Sheffield | Shenzhen | Shreveport | Sioux Falls | Sofia | Southampton | Spokane | Springfield | St.
    Louis | St. Paul | St. Petersburg | Stamford | Staten Island | Stockholm | Strasbourg | Stuttgart | Surat | Sydney
    | Syracuse | São Paulo | Tacoma | Taipei | Tallahassee | Tallinn | Tampa | Tashkent | Tbilisi | Tehran | Tel Aviv
    | The Hague | Tianjin | Tokyo | Toledo | Topeka | Toronto | Toulouse | Trondheim | Tucson | Tulsa | Tunis | Turin
    | Uppsala | Utrecht | Valencia | Vancouver | Venice | Vienna | Vilnius | Warsaw | Washington DC | Washington, D.C.
    | Washington, DC | Wichita | Windsor | Winnipeg | Worcester | Wuhan | Xi'an | Yangon | Yokohama | Yonkers | Zagreb
    | Zurich | Zürich""")

STATES = _phrases("""
    Alabama | Alaska | Alberta | Arizona | Arkansas | British Columbia | California | Colorado | Connecticut |
    Delaware | Florida | Georgia | Hawaii | Idaho | Illinois | Indiana | Iowa | Kansas | Kentucky | Louisiana | Maine
    | Manitoba | Maryland | Massachusetts | Michigan | Minnesota | Mississippi | Missouri | Montana | Nebraska |
    Nevada | New Hampshire | New Jersey | New Mexico | North Carolina | North Dakota | Ohio | Oklahoma | Ontario |
    Oregon | Pennsylvania | Puerto Rico | Quebec | Rhode Island | South Carolina | South Dakota | Tennessee | Texas |
    Utah | Vermont | Virginia | Washington | West Virginia | Wisconsin | Wyoming""")
"""A state alone stays (it singles out nobody); after a town it goes with the town."""

STATE_CODES = _words("""
    AB AK AL AR AZ BC CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MB MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY
    OH OK ON OR PA PR QC RI SC SD TN TX UT VA VT WA WI WV WY""")

COUNTRIES = _phrases("""
    Afghanistan | Algeria | Argentina | Australia | Austria | Bangladesh | Belgium | Brazil | Bulgaria | Cambodia |
    Canada | Chile | China | Colombia | Croatia | Cuba | Cyprus | Czech Republic | Denmark | Ecuador | Egypt | England
    | Estonia | Ethiopia | Finland | France | Germany | Ghana | Greece | Greenland | Hungary | Iceland | India |
    Indonesia | Iran | Iraq | Ireland | Israel | Italy | Japan | Jordan | Kenya | Korea | Kuwait | Latvia | Lebanon |
    Lithuania | Malaysia | Mexico | Morocco | Nepal | Netherlands | New Zealand | Nigeria | Norway | Pakistan | Peru |
    Philippines | Poland | Portugal | Qatar | Romania | Russia | Saudi Arabia | Scotland | Serbia | Singapore |
    Slovakia | Slovenia | South Africa | South Korea | Spain | Sri Lanka | Sudan | Sweden | Switzerland | Syria |
    Taiwan | Thailand | Tunisia | Turkey | Uganda | UK | Ukraine | United Kingdom | United States | Uruguay | USA |
    Venezuela | Vietnam | Wales | Zimbabwe""")

REGIONS = _phrases("""
    Africa | America | Asia | Australasia | Caribbean | Central America | East Asia | Eastern Europe | Europe | Far
    East | Latin America | Mediterranean | Middle East | Midwest | North America | Northern Europe | Oceania |
    Scandinavia | South America | South Asia | Southeast Asia | Sub-Saharan Africa | West Africa | Western Europe""")

HOSPITALS = _phrases("""
    Addenbrooke's | AIIMS | Asan Medical Center | Barnes Jewish | Barnes-Jewish | Beth Israel | Beth Israel Deaconess
    | Brigham & Women's | Brigham and Women's | Cedar Sinai | Cedar-Sinai | Cedars Sinai | Cedars-Sinai | City of Hope
    | Cleveland Clinic | Columbia Presbyterian | Dana Farber | Dana-Farber | Fox Chase | Fred Hutch | Fred Hutchinson
    | Great Ormond Street | Gustave Roussy | Guy's and St Thomas' | Houston Memorial | Houston Methodist | Howard
    Brown | Intermountain | John Hopkins | John's Hopkins | Johns Hopkins | Kaiser Permanente | King's College
    Hospital | Lenox Hill | Loma Linda | Lurie Children's | M.D. Anderson | Mass General | Massachusetts General |
    Mayo Clinic | MD Anderson | Memorial Hermann | Memorial Sloan Kettering | Memorial Sloan-Kettering | Mount Sinai |
    MSKCC | Mt Sinai | Mt. Sinai | New York Presbyterian | New York-Presbyterian | NewYork-Presbyterian | NY
    Presbyterian | NY-Presbyterian | NYU | NYU Langone | OHSU | Peking Union | Penn Medicine | Rady Children's | Royal
    Free | Royal Marsden | SickKids | Sloan Kettering | Spectrum Health | Stanford Health | Sun Yat-sen | Tata
    Memorial | UCLA | UCLH | UCSD | UCSF | UPMC | UT Southwestern | Weill Cornell""")
"""Hospitals that are known by a bare name, in any company but that of a score or a criterion."""

BARE_HOSPITALS = _phrases("""
    Banner | Baylor | Bellevue | BIDMC | Brigham | BWH | Charité | Columbia | Cornell | Duke | Emory | Geisinger |
    Harvard | Hopkins | Kaiser | Karolinska | Mayo | Mercy | MGH | Moffitt | Montefiore | Northwestern | Ochsner |
    Penn | Princess Margaret | Rush | Scripps | Stanford | Sutter | Tufts | UAB | UCI | UIC | UNC | USC | UVA |
    Vanderbilt | VCU | Wake Forest | Yale""")
"""The same, but only after a word of place ("seen at Duke"): Duke criteria and Stanford V are medicine."""

HEADS = _words("""
    adenoma anaemia anemia anomaly antibody antigen aphasia appendicitis area arteritis ataxia bodies body breathing
    calculator canal carcinoma catheter cell cells checklist chorea chromosome classification cohort conference
    consensus contracture convention criteria criterion curve cyst declaration definition deformity dementia diet
    disease drain duct dystrophy effect encephalitis encephalopathy endpoint equation esophagus examination exercise
    exercises facies fever flap formula fossa fracture gangrene gland grade grading graft granulomatosis group
    guideline guidelines hepatitis hernia histiocytosis hypothesis incision index inventory law leukaemia leukemia
    ligament lobe lymphoma macroglobulinaemia macroglobulinemia malformation maneuver manoeuvre mechanism method model
    murmur muscle mutation nails neuropathy node nodes nodule nomogram oesophagus operation osteodystrophy palsy
    paralysis pattern phenomenon plaque position pouch principles procedure prosthesis protocol pulse pupil
    questionnaire reaction recommendation recommendations reflex regimen registry respiration response ring rosette
    rosettes rule
    sarcoma scale schedule schema score scores sequence serotype shunt sign sinus space splint spots staging stain
    statement stomatitis strain struma syndrome system technique tetrad thyroiditis tool triad trial triangle tube
    tubule tumor tumour ulcer valve variant vasculitis virus wort
    dermatol gastroenterol haematol hematol hepatol immunol neurol oncol pathol pharmacother rheum surg thorac""")
"""What an eponym is an eponym of: "Wilson's disease", "Boston criteria", "Philadelphia chromosome"; a journal's "Ann Oncol"."""

HEAD_MIDDLES = _words("""
    activity bowel brain cell chronic clinical coma comorbidity consensus criteria depression embolism endoscopic
    failure frailty functional heart histologic international modified mortality motor pain performance postnatal
    preparation prognostic pulmonary renal response revised risk severity staging stool symptom toxicity working""")

NOT_A_NAME = _words("""
    a about above according active acute ada additional admitted adult advanced advice african africans after again
    age aggressive aha all allergic allergy also am american americans amphotericin an anaplastic and angina annual
    anonymous antibiotic anticoagulation any apolipoprotein appendix appropriate apr april arab are arm artery as asco
    ash ashkenazi asian asians assessment assistant asthma at atrial aug august autoimmune available based because
    before benefit best bilateral biopsy bipolar black bladder blood board bone bot botulinum bowel brain breast
    british but by can cancer carcinoma cardiac cardiology care case caucasian cell cells center central cervical
    chapter chatbot chemotherapy child children chinese chronic class classical classification clinic clinical
    clinically cohort colleague colleagues college colon common community compare complete complex concepts condition
    confidential congestive consensus consider considerations considering consult consultant contact contraindications
    control coronary cough could coumadin count course covid coxsackie criteria current currently cycle cyclosporin
    cyclosporine date day days dear dec december deep department depression dermatitis describe diabetes diabetic
    diagnosed diagnosis diagnostic did diet difference diffuse disease disorder do doctor does dosage dose dosing drug
    drugs due duration during early ebv education effect effectiveness effects efficacy elderly email emergency end
    english esmo etc european evaluation everyone evidence exam examination extranodal facility factor family feb
    february female fertility fever filipino findings first flu fluid folks follow follow-up following for former
    fragile french friday from function further gastric gene general generalized genetic german give given global
    grade group guidance guideline guidelines guys had haemophilus has have he head headache health healthcare heart
    heavy hello help hepatic hepatitis her hi high him himself his hispanic history hiv hospital how however human
    hypertension i icu id if imaging immune immunoglobulin impact improvement in increased index indian infection
    inflammatory influenza information infusion inhibitor initial institutes insulin insurance intensive interaction
    interactions international intervention into investigation irritable is it italian iv jan january japanese jewish
    joint jul july jun june kidney killer korean lab large last late latest latina latino leaflet left let level life
    line lithium liver low lower lung lymph lymphoma madam main maintenance male malignant management manager mantle
    many mar march marrow mass materials may me mechanism medicaid medical medicare medication medications medicine
    memory men mental metastatic methodology mexican mild moderate module monday monitoring more most mri mrn multiple
    mutation my myeloma nasal nasopharyngeal national native natural nccn need neonatal nerve neuro new newly next
    nice nk no node non none normal not note notes nov novel november now nurse nursing obstructive oct october of
    office ok okay old on once oncology one only option options or oral other otherwise our outcome outcomes
    outpatient overall pain pancreatic part partial past patient patients pediatric peripheral persistent personalized
    pet phase phone physician plan plasma please pls pneumonia polycystic polymyxin positive possible post potential
    practices practitioner practitioners pre pregnancy pregnant prescribe prescribed prescribing presented presenting
    prevention previous primary prior procedure professional prognosis progressive prostate protein protocol protocols
    provide psychiatric public pulmonary question questionnaire radiation radiotherapy rate recent recommend
    recommendation recommendations recommended recurrent red redacted refer referral referred refractory regarding
    regimen relapsed renal report reported request research resistant respiratory response rheumatoid right risk risks
    role safe safety same saturday scale scan score screening second section see seek seen senior sep sept september
    severe severity she should side sign since sir skin sleep small some son spanish specific squamous stable stage
    staging standard start state status stem strategies strep stroke study subject such suggest sunday surgery
    surgical survival swedish symptom symptoms syndrome system systemic table take team technique tell test testing
    tests thank thanks that the their them then therapeutic therapy there these they third this those three thrombosis
    thursday thyroid to today topical total toxin transplant travel treat treated treating treatment treatments trial
    tuesday tumor two type ulcerative under unit university unknown unstable update updated upper urgent urinary us
    use used using vaccination vaccine valve vascular vein veteran veterans via vietnamese viral virus visit vitamin
    ward warfarin was watch we wednesday were what when where whether which while white who whom whose why will with
    withheld within without woman women world would wound yes you your""")
"""Capitalised words that open a sentence or name an illness: a name never begins with one, and ends before one."""

NOT_A_PLACE = _words("""
    a accident acute affairs affordable ambulatory american an and ann asian at behavioral breast british bureau
    cancer care centers chinese clinic clinics college community complementary comprehensive council critical day
    dental department directorate division doctor emergency employee environmental european family federal food for
    foundation french from general global heart her his home hospice hospital human impaired in indian infant
    institutes insurance integrated integrative intensive international japanese joint korean level local long-term
    maternal medical mental ministry minority my national no nursing occupational of office on oncology oral our
    outpatient patient patients physical poor population portal preventive primary private public questionnaire
    reproductive rural school seen self-rated service services sexual short-form skilled spanish special specialty
    stage state task term tertiary the their this to travel treated united urgent va veterans visited visiting which
    whole women's womens world your""")
"""A place of care needs a word beside these: "General Hospital" goes, "Outpatient Clinic" and "Mental Health" stay."""

OPENS_A_PLACE = _words(
    "central white red new grand north south east west left good first park oak lake bay key natural main"
)
"""Of the words that no name begins with, those that a hospital may: White Plains Medical Center."""

ALONE_BEFORE_HOSPITAL = _words("general university children memorial baptist methodist presbyterian")
"""The words of FACILITY_WORDS that make a name of their own with "Hospital"."""

FACILITY_WORDS = _words("""
    associates baptist center centre children clinic dialysis eye general health healthcare heart hospital hospitals
    imaging infirmary institute memorial methodist network partners pavilion pharmacy practice presbyterian regional
    rehab rehabilitation services surgery surgical system systems trauma university wellness""")

EPONYMS = _words("""
    Addison Alport Alzheimer Apgar Arbor Asperger Babinski Barr Barrett Bartholin Behcet Behçet Bell Bence Binet
    Bishop Bowen Braden Breslow Brugada Burkitt Castleman Celsius Chaddock Chagas Charcot Charlson Child Chvostek Conn
    Coombs Crohn Cushing Deauville Delphi Devic Down Dukes Dupuytren Ebola Ehlers Eisenmenger Epstein Ewing Fabry
    Fanconi Felty Framingham Galen Gaucher Gehrig Gilbert Gleason Goodpasture Graves Guillain Hansen Hashimoto
    Heimlich Hirschsprung Hodgkin Hodgkins Homans Horner Huntington Kaposi Karnofsky Kawasaki Kearns Kernig
    Klinefelter Koch Kussmaul Langerhans Leber Lewy Likert Lugano Lyme Lynch Mallory Marfan McBurney Meckel Meniere
    Merkel Meyer Mirena Murphy Ménière Noonan Osler Paget Parkinson Parkinsons Phineas Pott Prader Purkinje Rai Ranson
    Raynaud Reed Reiter Reye Richter Rinne Rituxan Romberg Rorschach Sezary Sjogren Sjögren Sternberg Still Sézary
    Takayasu Tourette Trousseau Turner Waldenstrom Waldenström Waterhouse Wegener Wells Wernicke Whipple Wilms Wilson""")
"""Names of doctors long dead: after a weak cue ("a case of Burkitt") these are illnesses."""

DRUG_ENDINGS = tuple(
    sorted(
        _words("""
    aemia algia aspase azine azole bine ciclib cillin cycline ectomy emia floxacin fosfamide gliflozin gliptin itis
    leucel lidomide lisib mab megaly mustine mycin nib ology olol oma oscopy osis oxetine pargase parib parin pathy
    penia philia pine plasty platin plegia poside pril rafenib rubicin sartan solone sone statin taxel tide tinib
    trexate uria vir xaban zomib""")
    )
)
"""Endings of drugs and illnesses; a capitalised word with one of them is no name after a weak cue."""

DRUG_CODES = _words("""
    ACTRN BAY BI BMS CEP CHICTR CP DRKS EUDRACT GSK INCB ISRCTN JNJ JRCT KCT LY MEDI NBI NCT NSC PD PF PMC PMID RO SAR
    SB TAK UMIN WAY""")
"""Letters before a long number that make it the code of a drug, a trial or a paper."""


def any_of(phrases: Iterable[str]) -> str:
    """Return a pattern, in the short hand, of any of the phrases."""
    return "(?:" + "|".join(re.escape(phrase).replace("\\ ", " ").replace("'", "['’]") for phrase in phrases) + ")"


_PIECES = {
    # letters and words
    "UP": "".join(char for char in map(chr, range(0x250)) if char.isupper()) + "Α-ΩА-ЯЁ",
    "L": r"[^\W\d_]",
    "CAP": r"[{UP}](?:['’](?=[{UP}])|-(?={L})|{L}){1,24}(?!\w)",
    "INITIAL": r"(?:(?:[{UP}]\.){1,3}(?!\w)|(?!I)[{UP}](?![\w'’.-]))",
    "PARTICLE": r"(?:van|von|de|del|della|da|dos|di|du|el|al|bin|ibn|la|le|ter|der|den|los)",
    "NAME": r"{CAP}(?: (?:{INITIAL}|(?:{PARTICLE} ){0,2}{CAP})){0,3}",
    "PLACE_WORD": r"(?:(?:St|Mt|Ft)\. ?)?{CAP}(?:['’]s|(?<=s)['’])?",
    "PLACES": r"{PLACE_WORD}(?: (?:(?:of|and|the|de|at) ){0,2}{PLACE_WORD}){0,4}",
    # dates
    "MONTH": (
        r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
        r"Nov(?:ember)?|Dec(?:ember)?|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|"
        r"juin|juillet|août|septembre|octobre|novembre|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|"
        r"septiembre|octubre|noviembre|diciembre)\b\.?"
    ),
    "ANY_MONTH": r"(?i:{MONTH})",
    "TH": r"(?:st|nd|rd|th)",
    "DAY": r"(?:3[01]|[12]\d|0?[1-9])(?:{TH}(?!\w)|(?!\w))",
    "YEAR": r"(?:19|20)\d\d(?!\w)",
    "DIGIT_MONTH": r"(?:1[0-2]|0?[1-9])",
    "DIGIT_DAY": r"(?:3[01]|[12]\d|0?[1-9])",
    "NO_UNIT": (
        r"(?!\s?(?i:mg|mcg|[µμ]g|g|kg|ml|l|%|units?|iu|gy|fractions?|cycles?|weeks?|days?|months?|years?|patients?|"
        r"doses?|"
        r"tablets?|mmol|mmhg|cm|mm|hours?|times|points?|cases?|trials?|studies|strength|pain)(?!\w))(?![\d/.-]\d)"
    ),
    "TIME": r"(?:[T\x20]\d\d:\d\d(?::\d\d)?Z?)?",
    "OF_YEAR": r"(?:(?:, ?| |-)(?:de )?{YEAR})",
    "MONTH_FIRST": r"{MONTH}(?: |-|(?<=\.)){DAY}(?:\s?[-–]\s?{DAY})?{OF_YEAR}?{NO_UNIT}",
    "DAY_FIRST": r"(?:1er|{DAY})\.?(?: (?:of|de))?(?: |-)(?:{MONTH}{OF_YEAR}?|{ANY_MONTH}{OF_YEAR}){NO_UNIT}",
    # people
    "PERSON": (
        r"(?:patients?|pts?|male|female|man|woman|boy|girl|lady|gentleman|child|infant|baby|toddler|teenager|adult|"
        r"person|"
        r"individual|veteran|mother|father|doctor|oncologist|nurse|surgeon|physician|year[\x20-]old|y/?o|"
        r"[1-9]\d?[MF]|[MF])"
    ),
    "RELATIVE": (
        r"(?:mother|father|mom|mum|dad|mommy|daddy|mama|papa|son|daughter|sister|brother|wife|husband|spouse|partner|"
        r"fianc[ée]e?|boyfriend|girlfriend|aunt|uncle|cousin|niece|nephew|grand(?:mother|father|ma|pa|son|"
        r"daughter)|kid|"
        r"child|baby|friend|neighbou?r|roommate|colleague|boss|caregiver|twin)"
    ),
    "TITLE": (
        r"(?:(?:Dr|DR|dr|Mr|MR(?=\.)|mr|Mrs|MRS|mrs|Ms|ms(?=\.)|MS(?=\.)|Mx|Prof|prof|PROF|Rev|Sra|Mme)\.?|Miss|"
        r"Professor|"
        r"(?:Herrn?|Frau|Señora?|señora?|Sr\.|Srta\.|Signora?|Sig\.(?:ra\.?)?|Madame|Monsieur|Mlle|Mevrouw|Pani?(?= {CAP})|Dña\.|Don(?= {CAP} {CAP})))"
    ),
    # numbers
    "RECORD": (
        r"(?:mrn|m\.r\.n\.?|mr(?= ?(?:#|number|no\b))|(?:med|medical|health|patient|hospital|clinic)\.? rec(?:ord)?s?|"
        r"hpn|hicn|ehr id|chart(?= (?:#|number|no\b|id\b|\d{5}))|vin)"
    ),
    "OWNER": (
        r"(?:patient|pt|member|subscriber|insurance|insurer|ins|policy|health|plan|beneficiary|case|encounter|visit|"
        r"accession|specimen|sample|claim|group|hospital|medicare|medicaid|device|serial|certificate|licen[sc]e|"
        r"subject|"
        r"employee|coverage|unique|file|record|identification|card|account)"
    ),
    "TRIAL": "NCT|ISRCTN|EUDRACT|PMID|PMC|ICD|CHICTR|JRCT|UMIN|NG|CG",
    "LABEL": r"(?:(?:ids?|identifier|number|num|no|nr|code)\b\.?|#)",
    "CODE": (
        r"#?(?=[\w#./-]{3,24})(?=[\w#./-]{0,24}\d)[A-Za-z0-9]{1,96}"
        r"(?:[-/.][A-Za-z0-9]{1,19}){0,4}(?!\w)"
    ),
    # places
    "AT": r"(?:(?<!\w)(?:at|from|in|to|by|near|via|of)|@)",
    "HOSPITAL": (
        r"(?:Hospitals?|Clinics?|Medical (?:Center|Centre|Group|College|City|Associates)|Med(?:ical)? Ctr|"
        r"Health(?:care)? "
        r"(?:Center|Centre|System|Systems|Network|Clinic|Partners)|(?:Cancer|Heart|Eye|Trauma|Surgery|Surgical|"
        r"Care|Dialysis|"
        r"Rehab|Rehabilitation|Wellness|Imaging) (?:Center|Centre|Institute)|Infirmary|Hospice|Nursing Home|Rehab|"
        r"Institute|"
        r"University|Klinikum|Polyclinic|Family Practice|Urgent Care|Pharmacy|Children['’]s)"
    ),
    "SHORT_HOSPITAL": (
        r"(?:General|Memorial|Regional|Presbyterian|Methodist|Baptist|Community|Medical|Center|Centre|"
        r"Pavilion)"
    ),
    "SEEN": (
        r"(?:seen|admitted|admission|treated|presented|presents|presenting|evaluated|visit(?:ed|s)?|discharged|"
        r"diagnosed|"
        r"follow(?:ed|-up)?|surgery|biopsy|appointment|appt|check-?up|hospitali[sz]ed|transferred|tx'd|care|"
        r"underwent|scan|"
        r"works?|born|scheduled|confirmed|tested|tests|performed|reviewed|noted|observed|attend(?:ed|s|ing)|conducted|"
        r"carried out|identified|done|operated|referred|managed|enrolled|currently|inpatient|consult(?:ed|ation)?|"
        r"procedure|"
        r"examined|received|monitored|stay(?:ed|ing)?|housed|dialysis)"
    ),
    "STATES": any_of(STATES),
    "STATE_CODES": any_of(sorted(STATE_CODES)),
    "PLACED": r"(?:,? (?:{STATES}|{STATE_CODES})(?!\w)(?: \d{5}(?:-\d{4})?)?)?",
    "CITY": any_of(CITIES) + r"(?!\w){PLACED}",
    "HOSPITALS": any_of(HOSPITALS),
    "BARE_HOSPITALS": any_of(BARE_HOSPITALS),
    "STREET": (
        r"(?:Street|St|Avenue|Ave|Av|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Way|Court|Ct|Place|Pl|Terrace|Ter|"
        r"Circle|Cir|"
        r"Square|Sq|Highway|Hwy|Parkway|Pkwy|Turnpike|Crescent|Close|Alley|Row|Plaza|Route|Str)\b\.?"
    ),
    "TO_TOWN": r"(?:,? (?:[A-Z]{1,3}-)?\d{4,5} {CAP}(?: (?:am|an der|im|de|la) {CAP}|-{CAP})?)?",
    "UNIT": r"(?:(?:Apt|Apartment|Suite|Ste|Unit|Flat|Floor|Room|Rm)\b\.?|#)",
}


def spelled_out(pattern: str) -> str:
    """Return the regular expression that a pattern in the short hand stands for."""
    while (longer := re.sub(r"\{([A-Z_]+)\}", lambda piece: _PIECES[piece[1]], pattern)) != pattern:
        pattern = longer
    return pattern.replace(" ", r"(?:[\x20\t\xa0]{1,3})").replace("⟦", "(?P<it>").replace("⟧", ")")


def _rule(
    name: str, kind: Kind, fit: Fit, pattern: str, *, masks: tuple[str, ...], keeps: tuple[str, ...] = ()
) -> Rule:
    """Read each example of `masks` as "text -> masked text"."""
    pairs = tuple((before, after) for before, _, after in (example.partition(" -> ") for example in masks))
    return Rule(name=name, kind=kind, fit=fit, pattern=re.compile(spelled_out(pattern)), masks=pairs, keeps=keeps)


RULES = (
    _rule(
        "email", Kind.EMAIL, Fit.WHOLE,
        r"(?<![\w.+-])⟦[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}⟧",
        masks=("mail john_doe@example.com. -> mail [EMAIL].",),
        keeps=("q12h @ 5 mg",),
    ),
    _rule(
        "email in words", Kind.EMAIL, Fit.WHOLE,
        r"(?i)(?<![\w.+-])⟦[\w.+-]{1,64} ?[\[(] ?at ?[\])] ?[\w-]{1,63}(?:(?:\.| ?[\[(]dot[\])] ?)[\w-]{1,63}){1,4}⟧",
        masks=("dr_lee (at) hospital.org, -> [EMAIL],",),
    ),
    _rule(
        "handle", Kind.NAME, Fit.WHOLE,
        r"(?<![\w.@/])⟦<@[UW][A-Z0-9]{5,14}(?:\|[^<>]{1,60})?>|@[A-Za-z][\w-]{1,30}(?:\.[\w-]{1,30}){0,3}⟧",
        masks=("cc @anna.schulz, -> cc [NAME],", "<@U024BE7LH> asks -> [NAME] asks"),
        keeps=("hit@3", "q12h @ 5 mg"),
    ),
    _rule(
        "url", Kind.URL, Fit.WHOLE,
        r"(?i)(?<!\w)⟦(?:https?://|ftp://|www\.)[^\s<>\x22\])]{1,300}[^\s<>\x22\]).,;:!?']⟧",
        masks=("see https://chart.example/p/7. -> see [URL].",),
    ),
    _rule(
        "ip address", Kind.IP, Fit.IP,
        r"(?<![\w.])⟦\d{1,3}(?:\.\d{1,3}){3}⟧(?![\w]|\.\d)",
        masks=("from 41.173.96.26 -> from [IP]",),
        keeps=("section 1.4.2.1", "5.10.2.3"),
    ),
    _rule(
        "ipv6 or mac address", Kind.IP, Fit.WHOLE,
        r"(?<![\w:])⟦(?:[0-9A-Fa-f]{1,4}:){5,7}[0-9A-Fa-f]{1,4}|(?:[0-9A-Fa-f]{1,4}:){1,6}(?::[0-9A-Fa-f]{1,4}){1,6}⟧(?![\w:])",
        masks=("2001:db8:0:0:0:ff00:42:8329 -> [IP]",),
        keeps=("at 12:30:15",),
    ),
    _rule(
        "iban", Kind.ACCOUNT, Fit.LONG_NUMBER,
        r"(?<!\w)⟦[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?⟧(?!\w)",
        masks=("IBAN GB05QJZO19199608871268 -> IBAN [ACCOUNT]",),
        keeps=("CD56 POSITIVE, EBER POSITIVE",),
    ),
    _rule(
        "card", Kind.ACCOUNT, Fit.WHOLE,
        r"(?<![\w.-])⟦\d{4}[\x20-]\d{4}[\x20-]\d{4}[\x20-]\d{1,4}|\d{13,19}⟧(?![\w]|[.-]\d)",
        masks=("card 6569135274633662 -> card [ACCOUNT]",),
    ),
    _rule(
        "account after a cue", Kind.ACCOUNT, Fit.NUMBER,
        r"(?i)(?<!\w)(?:card|account|acct|routing)(?: (?:number|no\.?|#))?(?: is|:)? ?#? ?"
        r"⟦\d[\d\x20-]{6,22}\d⟧(?!\w)",
        masks=("card # 503890547220 ok -> card # [ACCOUNT] ok",),
    ),
    _rule(
        "record number", Kind.RECORD_NUMBER, Fit.NUMBER,
        r"(?i)(?<!\w)(?:{RECORD}(?!{L})(?: ?{LABEL}){0,2}|{OWNER}['’]?s?(?: {OWNER}){0,2} ?{LABEL}(?: ?{LABEL})?|"
        r"(?:insurance|ins|policy|member)(?=:)|(?:insurance|ins|policy|plan|member|medicaid|medicare)"
        r"(?=[\x20:]{1,2}(?:is\x20)?#?[A-Z]{0,4}-?\d{5})|id(?=[\x20:#]{1,2}#?[A-Za-z0-9-]{5}))(?: (?:is|was"
        r"|of))?\s?[:=#–-]{0,2}\s{0,2}(?!(?:{TRIAL})\d)⟦(?:(?-i:[A-Z]{1,4}) (?=\d))?{CODE}(?: \d{2,6}){0,3}⟧(?!\w)",
        masks=(
            "(MRN: ST-998877) -> (MRN: [RECORD_NUMBER])",
            "mrn#MP98765. -> mrn#[RECORD_NUMBER].",
            "Patient ID: ABCD1234 -> Patient ID: [RECORD_NUMBER]",
            "policy #AB-987654 -> policy [RECORD_NUMBER]",
            "medical record number is MX-456 -> medical record number is [RECORD_NUMBER]",
        ),
        keeps=("trial ID NCT01234567", "case 3", "patient 12", "plan: FOLFOX6", "mRNA-1273"),
    ),
    _rule(
        "record number abroad", Kind.RECORD_NUMBER, Fit.NUMBER,
        r"(?i)(?<!\w)(?:(?:fall|pat(?:ienten)?|aufnahme|akten|kranken(?:akten)?|proben)\.?-?(?:nr\b\.?|nummer|id)|ur(?= (?:no|num|#))|hosp(?:ital)?(?= (?:no|num|#))|nhc|ipp|nip"
        r"|(?:n[ºo°.]{0,2} )?(?:de )?historia(?: cl[ií]nica)?|cartella|dossier|accession|specimen|sample|serial|(?:study|trial) (?:subject|id|participant)|(?:licen[sc]e|number) plate|kennzeichen)"
        r"(?: ?{LABEL}){0,2}(?: is|:| no\.?)? (?!(?:{TRIAL}|[A-Z]{2,4}-?\d{3}\b)-?\d)⟦(?-i:[A-Z]{1,3}-[A-Z]{1,2} (?=\d))?(?=[\w/.-]{0,24}\d\d)[A-Z0-9]{1,24}(?:[-/.][A-Z0-9]{1,19}){0,4}⟧(?!\w)",
        masks=(
            "Fallnummer 20230045812, -> Fallnummer [RECORD_NUMBER],",
            "UR number 7781234 -> UR number [RECORD_NUMBER]",
            "Pat.-Nr. 4711-0815 -> Pat.-Nr. [RECORD_NUMBER]",
        ),
        keeps=("trial ID NCT01234567", "specimen positive for CD56", "sample size"),
    ),
    _rule(
        "record number by its shape", Kind.RECORD_NUMBER, Fit.CODE,
        r"(?<![\w.-])⟦#?[A-Z]{1,5}-\d{5,10}[A-Z]?⟧(?![\w-])",
        masks=("his plan is HP-987654. -> his plan is [RECORD_NUMBER].",),
        keeps=("PF-06463922", "NCT-04414163", "GSK-2857916"),
    ),
    _rule(
        "social security number", Kind.NATIONAL_ID, Fit.WHOLE,
        r"(?<![\w-])⟦\d{3}-\d{2}-\d{4}⟧(?![\w-])",
        masks=("SSN 514-69-0360 -> SSN [NATIONAL_ID]",),
    ),
    _rule(
        "national number by its shape", Kind.NATIONAL_ID, Fit.WHOLE,
        r"(?<![\w-])⟦\d{6}-[1-8]\d{6}|\d{17}[\dXx]|[A-CEGHJ-PR-TW-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]⟧(?![\w-])",
        masks=("RRN 880101-1234567 -> RRN [NATIONAL_ID]",),
    ),
    _rule(
        "national number by the letters in it", Kind.NATIONAL_ID, Fit.WHOLE,
        r"(?<![\w-])⟦[A-Z]{6}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z]|[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d|[A-Z]\d{9}"
        r"|\d{2}\.?\d{3}\.?\d{3}-?[A-HJ-NP-TV-Z]|[XYZ]-?\d{7}-?[A-Z]"
        r"|[12] ?\d\d ?(?:0[1-9]|1[0-2]) ?\d[\dAB] ?\d{3} ?\d{3}(?: ?\d\d)?|\d{3}\.\d{3}\.\d{3}-\d\d⟧(?![\w-])",
        masks=("KVNR A123456780 -> KVNR [NATIONAL_ID]", "12345678Z -> [NATIONAL_ID]", "RSSMRA80A01H501U -> [NATIONAL_ID]"),
        keeps=("L123456789012", "CD56"),
    ),
    _rule(
        "national number after a cue abroad", Kind.NATIONAL_ID, Fit.NUMBER,
        r"(?i)(?<!\w)(?:kvnr|versicherten-?(?:nr\.?|nummer)|(?:kranken|sozial)versicherungs-?(?:nr\.?|nummer)|svnr|ahv|dni|nie|nif|nir|curp"
        r"|(?:num[eé]ro de )?s[eé]cu(?:rit[eé] sociale)?|codice fiscale|cpf|pesel|cnp|cpr|personnummer|medicare|health card|steuer-?id|ausweis-?(?:nr\.?|nummer))"
        r"(?: (?:number|no\.?|nr\.?))?(?: is|:)? #?⟦[A-Z]{0,6}\d[\dA-Z]{0,20}(?:[\x20./-](?=[\dA-Z]{0,2}\d)[\dA-Z]{1,12}){0,8}(?:[\x20-][A-Z]{1,2})?⟧(?!\w)",
        masks=("NIR 1 84 12 76 451 089 46, stade -> NIR [NATIONAL_ID], stade",),
        keeps=("Medicare patients", "NIE wieder"),
    ),
    _rule(
        "national number after a cue", Kind.NATIONAL_ID, Fit.NUMBER,
        r"(?i)(?<!\w)(?:ssn|social security(?: number| no\.?)?|nhs(?: number| no\.?)?|national (?:id"
        r"|insurance)(?: number)?|passport(?: number| no\.?)?|driver['’]?s? licen[sc]e(?: number| no\.?)?"
        r"|aadhaar|tax id|nino|cpf|bsn)(?: is|:)? #?⟦[A-Z]{0,3}\d[\dA-Z\x20.-]{4,16}[\dA-Z]⟧(?!\w)",
        masks=("NHS number 943 476 5919 -> NHS number [NATIONAL_ID]",),
    ),
    _rule(
        "phone", Kind.PHONE, Fit.WHOLE,
        r"(?<![\w.+-])⟦(?:\+?1[\x20.-]?)?(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-.\x20]\d{4}(?: ?(?:x|ext\.?)"
        r" ?\d{1,5})?⟧(?![\w]|-\d)",
        masks=("call (310) 555-1234. -> call [PHONE].",),
    ),
    _rule(
        "phone with a country", Kind.PHONE, Fit.PHONE,
        r"(?<![\w.])⟦\+\d[\d\x20().-]{6,18}\d⟧(?!\w)",
        masks=("+44 20 7946 0958 -> [PHONE]",),
    ),
    _rule(
        "phone after a cue", Kind.PHONE, Fit.PHONE,
        r"(?i)(?<!\w)(?:(?:tele)?(?:phone|fon|fax)|telefone?|tel[eé]fono|t[eé]l|telephone|cell|mobile?|handy|m[oó]vil|portable|cellulare|"
        r"contact|whatsapp|pager|ring|reach(?: \w{1,8}){0,2}|faxed|call(?: (?:me|him|her|us"
        r"|them))?)\.?(?: at| on| under)?(?: (?:number|no\.?|nr\.?|#))?(?: \w{1,10}){0,3}?(?: is|:| to| at| on| under)? ⟦[+(]?\d[\d\x20()./-]{4,18}\d(?: ?(?:x|ext\.?) ?\d{1,5})?⟧(?!\w)",
        masks=("Phone: 0496 46 46 70 -> Phone: [PHONE]", "Fax to 555-0100; -> Fax to [PHONE];", "Tel. 089/4400-0 -> Tel. [PHONE]"),
        keeps=("the cell count was 120",),
    ),
    _rule(
        "pager or extension", Kind.PHONE, Fit.NUMBER,
        r"(?i)(?<!\w)(?:pager|bleep|beeper|dect|ext(?:ension)?|durchwahl)\.?(?: (?:number|no\.?|nr\.?))?(?: is|:)? ?#?\x20?⟦\d[\d-]{1,6}\d⟧(?!\w|[.,]\d)",
        masks=("pager 4471 -> pager [PHONE]", "ext. 5512, -> ext. [PHONE],"),
        keeps=("ext. beam RT 50 Gy",),
    ),
    _rule(
        "phone with a trunk zero", Kind.PHONE, Fit.PHONE,
        r"(?<![\w.,/-])⟦0[1-9]\d{1,4}[\x20/-]\d{3,8}(?:[\x20-]\d{1,8}){0,3}|0[1-9](?:[\x20.]\d\d){4}⟧(?![\w]|[.,/-]\d)",
        masks=("under 030 12345678 -> under [PHONE]",),
        keeps=("05 mg", "0 1 2 3"),
    ),
    _rule(
        "date in words", Kind.DATE, Fit.WHOLE,
        r"(?<!\w)⟦{MONTH_FIRST}|{DAY_FIRST}⟧",
        masks=("on Feb 5th, 2022? -> on [DATE]?", "by 12th Jan 2023 -> by [DATE]", "on Jan 5th. -> on [DATE]."),
        keeps=("May 10 mg be given?", "patients may 3 times"),
    ),
    _rule(
        "date in lower case", Kind.DATE, Fit.WHOLE,
        r"(?i)(?<!\w)⟦{MONTH} (?:{DAY},? {YEAR}|\d{1,2}{TH}(?!\w))⟧",
        masks=("seen feb 5 2022 -> seen [DATE]",),
    ),
    _rule(
        "month and year", Kind.DATE, Fit.WHOLE,
        r"(?<!updated\x20)(?<!published\x20)(?<!published\x20in\x20)(?<!updated\x20in\x20)(?<!version\x20)"
        r"(?<!\w)⟦{ANY_MONTH},? {YEAR}⟧(?! (?i:guid|update|edition|version|consensus|label|statement))",
        masks=("treated in July 2021 -> treated in [DATE]",),
        keeps=("diagnosed in 2019", "the May 2023 guideline", "in July"),
    ),
    _rule(
        "season and year", Kind.DATE, Fit.WHOLE,
        r"(?i)(?<!\w)⟦(?:spring|summer|autumn|fall|winter),? (?:of )?{YEAR}⟧",
        masks=("seen in spring 2023 -> seen in [DATE]",),
        keeps=("last summer",),
    ),
    _rule(
        "month after a cue", Kind.DATE, Fit.WHOLE,
        r"(?<!\w)(?i:seen|visited|admitted|discharged|diagnosed|hospitali[sz]ed|treated|appointment|surgery"
        r"|visit) (?i:(?:back )?(?:in|since|last|this|this past|early|late) ){1,2}⟦{MONTH}⟧(?!\w)",
        masks=("seen last March? -> seen last [DATE]?",),
        keeps=("seen last month",),
    ),
    _rule(
        "date in figures", Kind.DATE, Fit.WHOLE,
        r"(?<!text\x20of\x20)(?<!pdated\x20)(?<!ublished\x20)(?<!version\x20)(?<!version\x20of\x20)(?<![\w/.-])⟦(?:{DIGIT_MONTH}/{DIGIT_DAY}|{DIGIT_DAY}/{DIGIT_MONTH})/(?:(?:19|20)\d\d"
        r"|\d\d){NO_UNIT}|(?:{DIGIT_MONTH}([.-]){DIGIT_DAY}|{DIGIT_DAY}([.-]){DIGIT_MONTH})[.-]{YEAR}|(?:19"
        r"|20)\d\d([/.-]){DIGIT_MONTH}\4{DIGIT_DAY}{TIME}|{DIGIT_MONTH}/{YEAR}|\d{4}[年년] ?\d{1,2}[月월]"
        r" ?\d{1,2}[日일]⟧(?![\w/])",
        masks=("on 11/15/2022? -> on [DATE]?", "born 1950-04-03 -> born [DATE]", "am 12.03.2021 -> am [DATE]"),
        keeps=("120/80", "5/10/15 mg", "section 1.2.10"),
    ),
    _rule(
        "day after a cue", Kind.DATE, Fit.WHOLE,
        r"(?i)(?<!\w)(?:(?:seen|visit|visited|admitted|discharged|born|appointment|appt|surgery|scan|clinic)"
        r" on|born|dob:?|d\.o\.b\.:?|dated?:?) ⟦{DIGIT_MONTH}[/-]{DIGIT_DAY}(?:[/-]\d\d)?{NO_UNIT}(?![/\w])⟧",
        masks=("seen on 3/15 for -> seen on [DATE] for",),
        keeps=("pain on 3/10",),
    ),
    _rule(
        "date of birth", Kind.DATE, Fit.NUMBER,
        r"(?i)(?<!\w)(?:dob|d\.o\.b\.|date of birth|birth ?date|birthday)(?: is|:| was)? "
        r"⟦\d[\d/\x20.-]{1,10}\d⟧(?!\w)",
        masks=("DOB 1962 -> DOB [DATE]",),
        keeps=("born in 1962",),
    ),
    _rule(
        "office of a doctor", Kind.PLACE, Fit.WHOLE,
        r"(?<!\w)⟦{TITLE} {NAME}['’]s? (?i:office|clinic|practice)⟧(?!\w)",
        masks=("visit at Dr. Smith's Office in May -> visit at [PLACE] in May",),
    ),
    _rule(
        "hospital by its last word", Kind.PLACE, Fit.FACILITY,
        r"(?<![\w'’-])⟦(?:{PLACE_WORD}(?: (?:(?:of|and|&|the|for|de) ){0,2})){1,6}{HOSPITAL}(?![\w-])(?: "
        r"(?:of|at) (?:the )?{PLACE_WORD})?⟧",
        masks=(
            "at St. Mary's Hospital on -> at [PLACE] on",
            "Children's Hospital of Philadelphia -> [PLACE]",
            "General Hospital -> [PLACE]",
        ),
        keeps=(
            "the World Health Organization",
            "Mental Health",
            "Outpatient Clinic",
            "the National Cancer Institute",
        ),
    ),
    _rule(
        "health system", Kind.PLACE, Fit.FACILITY,
        r"(?<![\w'’-])(?<!for\x20)(?<!of\x20)(?<!and\x20)⟦(?:{PLACE_WORD} ){1,3}Health(?:care)?⟧(?![\w-])(?!"
        r" (?:{CAP}|survey|problem|insurance|care|status))",
        masks=("at Orlando Health. -> at [PLACE].",),
        keeps=("Agency for Healthcare Research", "Sexual Health", "Integrative Health"),
    ),
    _rule(
        "hospital by its first word", Kind.PLACE, Fit.WHOLE,
        r"(?<!\w)⟦(?:Hospital(?= (?:de|del|San|Santa|São)\b)|Hôpital|Universitätsklinikum|Klinikum|Uniklinik"
        r"|Clínica|Ospedale|Policlinico|CHU|University of)(?: (?:de|la|del|di)){0,2} {CAP}⟧",
        masks=("Hôpital Cochin -> [PLACE]",),
    ),
    _rule(
        "hospital that is known", Kind.PLACE, Fit.KNOWN_PLACE,
        r"(?i)(?<![\w-])⟦{HOSPITALS}(?!\w)(?: (?:hospital|clinic|health|medical center|office|medicine|cancer"
        r" center))?⟧(?!\w)",
        masks=("seen at mayo clinic -> seen at [PLACE]",),
        keeps=("the Mayo Clinic model", "MSKCC score"),
    ),
    _rule(
        "hospital that is known, after a cue", Kind.PLACE, Fit.TOWN,
        r"(?:(?<!\w)(?:at|from|to|by|in)|@) (?:the )?⟦{BARE_HOSPITALS}(?!\w)(?: {PLACE_WORD}){0,2}⟧(?!"
        r" [VABI0-9]+\b)",
        masks=("tx'd at Stanford on -> tx'd at [PLACE] on",),
        keeps=("responded to CHOP", "by Duke criteria", "to Stanford V"),
    ),
    _rule(
        "hospital by a short last word", Kind.PLACE, Fit.FACILITY,
        r"{AT} (?:(?:the|our) )?⟦(?:{PLACE_WORD} ){1,4}{SHORT_HOSPITAL}(?!\w)⟧",
        masks=("at Springfield General -> at [PLACE]",),
    ),
    _rule(
        "saint", Kind.PLACE, Fit.KNOWN_PLACE,
        r"{AT} (?:the )?⟦(?:St|Mt|Saint|Mount)\.? {CAP}(?:['’]s)?⟧",
        masks=("at St. Luke's. -> at [PLACE].",),
        keeps=("of St. John's wort",),
    ),
    _rule(
        "seen at", Kind.PLACE, Fit.TOWN,
        r"(?<!\w){SEEN}(?!\w)[^\n.?!;]{0,60}?(?:(?<!\w)at|@) (?:(?:the|our|a|his|her) )?⟦{PLACES}⟧",
        masks=("seen at Orlando Health in -> seen at [PLACE] in",),
        keeps=("treated at Stage II", "seen at Deauville 4"),
    ),
    _rule(
        "town", Kind.PLACE, Fit.KNOWN_PLACE,
        r"(?:(?<!\w)(?:in|from|at|near|to|our|the|outside|around)|(?:Hospital|Clinic|Center|Health|University"
        r"|\[NAME\]),?) (?:(?i:downtown|north|south|east|west|central|the) )?⟦{CITY}(?: (?:downtown )?"
        r"(?i:clinic|office|hospital|branch|campus|facility)(?!\w))?⟧",
        masks=(
            "clinic in Chicago on -> clinic in [PLACE] on",
            "our Dallas clinic -> our [PLACE]",
            "in Miami, FL? -> in [PLACE]?",
        ),
        keeps=("in California", "the Boston criteria", "the Philadelphia chromosome"),
    ),
    _rule(
        "home", Kind.PLACE, Fit.TOWN,
        r"(?i:(?<!\w)(?:i['’]m|we['’]re|returned|travel(?:l?ed|l?ing)?|flew|went|drove|liv(?:es?|ed|ing)"
        r"|resid(?:es?|ing)|resident|born|raised|based|moved?(?: here)?|grew up|comes|hails) (?:in|from|to|of"
        r"|near|outside) )⟦{PLACE_WORD}(?: {PLACE_WORD}){0,2}{PLACED}⟧",
        masks=("living in Raleigh, -> living in [PLACE],",),
        keeps=("living in Texas", "lives in Canada"),
    ),
    _rule(
        "person from", Kind.PLACE, Fit.TOWN,
        r"(?:\[NAME\]|(?<!\w)(?i:{PERSON})),? (?:(?:who|is|comes) ){0,2}(?:from|of) ⟦{PLACE_WORD}(?:"
        r" {PLACE_WORD}){0,2}{PLACED}⟧",
        masks=("Julia K. from Westwood, -> [NAME] from [PLACE],", "[NAME] from Westwood -> [NAME] from [PLACE]"),
        keeps=("patients from Asia",),
    ),
    _rule(
        "town where someone was seen", Kind.PLACE, Fit.TOWN,
        r"(?<!\w)(?i:{SEEN}|clinic|office|hospital)(?!\w)[^\n.?!;]{0,40}?(?<!\w)in ⟦{PLACE_WORD}(?:"
        r" {PLACE_WORD})?{PLACED}⟧(?=[,.;?)]| (?:on|last|since|for|with|clinic|office)(?!\w)|$)",
        masks=("admitted in Ridgewood on -> admitted in [PLACE] on",),
        keeps=("treated in Stage II.", "seen in Crohn's.", "treated in Germany."),
    ),
    _rule(
        "our clinic", Kind.PLACE, Fit.FACILITY,
        r"(?<!\w)(?i:our|my|the|at|in|from) ⟦{PLACE_WORD}(?: {PLACE_WORD})? (?:downtown )?(?:clinic|office|hospital"
        r"|branch|campus|facility|practice|location)⟧(?!\w)",
        masks=("our Ridgewood clinic -> our [PLACE]",),
        keeps=("our Oncology clinic", "the Warfarin clinic"),
    ),
    _rule(
        "beside what was found", Kind.PLACE, Fit.TOWN,
        r"(?:\[NAME\],? (?:at|from|of) (?:the )?|(?<!\w)(?:at|in) (?:the )?(?=[^\n\[]{1,80}(?<=\w) on"
        r" \[DATE\]))⟦{PLACES}⟧",
        masks=("labs at Tallgrass on [DATE] -> labs at [PLACE] on [DATE]",),
    ),
    _rule(
        "street clinic", Kind.PLACE, Fit.WHOLE,
        r"(?<!\w)⟦\d{1,3}{TH} (?i:avenue|ave|street|st)\b\.?(?: (?i:clinic|office|hospital))?⟧",
        masks=("our 5th avenue clinic, -> our [PLACE],",),
    ),
    _rule(
        "street", Kind.ADDRESS, Fit.WHOLE,
        r"(?<![\w.,/-])⟦\d{1,6}[A-Za-z]?(?: \d{1,5})? (?:(?:[NSEW]\.? )|(?:{CAP}\.?|\d{1,3}{TH})"
        r" ){1,4}{STREET}(?:,? {UNIT} ?\w{1,6})?(?:,?\s{1,2}{PLACES},?{PLACED})?⟧",
        masks=("from 789 Elm St, Boston? -> from [ADDRESS]?",),
        keeps=("40 Gy in 2 Weeks",),
    ),
    _rule(
        "street, then its number", Kind.ADDRESS, Fit.WHOLE,
        r"(?<![\w.,/-])⟦(?:(?:{CAP}(?: |-)){0,3}(?:{L}{2,24}(?:stra(?:ß|ss)e|str\.|weg|allee|platz|gasse|damm|ufer|chaussee|straat|laan|gade|gatan|vej)"
        r"|(?:Stra(?:ß|ss)e|Str\.|Weg|Allee|Platz|Gasse|Markt))|(?:Am|An der|An den|Auf der|Auf dem|Im|In der|Unter den|Zum|Zur) (?!(?:Stad|Tag|Alter|Jahr|Zyk|Mittel|Monat|Woche|Ver|Rezid|Kur|Tief))(?:{CAP} ){0,2}{CAP}"
        r"|(?:Calle|C/|Avenida|Avda\.|Av\.|Plaza|Paseo|Rua|Via|Viale|Corso|Piazza|Largo) (?:(?:de|del|la|las|los|di|da|do|dos|della|dei) ){0,3}(?:{CAP} ?){1,3})"
        r",? ?(?:n\.?[º°] ?)?\d{1,4} ?[a-z]?(?!\w|[.,]\d){TO_TOWN}⟧",
        masks=(
            "Musterstrasse 12, 10115 Berlin. Nasal -> [ADDRESS]. Nasal",
            "Am Alten Markt 3, 50667 Köln, rezidiviert -> [ADDRESS], rezidiviert",
            "Calle Mayor 15, 28013 Madrid, estadio -> [ADDRESS], estadio",
        ),
        keeps=("Im Stadium 2", "Waldeyerring 2", "Am Tag 1", "Via 22"),
    ),
    _rule(
        "number, then street abroad", Kind.ADDRESS, Fit.WHOLE,
        r"(?<![\w.,/-])⟦\d{1,4}(?: ?(?:bis|ter))?,? (?i:rue|avenue|av\.|boulevard|bd|place|chemin|impasse|all[ée]e|quai|cours) "
        r"(?:(?:de|du|des|la|le|les|l['’]|d['’]) ?){0,3}(?:{CAP}(?: |-)?){1,4}{TO_TOWN}⟧",
        masks=("12 rue de la Paix, 75002 Paris, stade -> [ADDRESS], stade",),
        keeps=("2 cours de chimio",),
    ),
    _rule(
        "post box", Kind.ADDRESS, Fit.WHOLE,
        r"(?i)(?<!\w)⟦(?:P\.? ?O\.? ?Box|PSC \d{1,5},? Box) \d{1,6}(?:,?\s{1,2}[AF]PO A[APE] \d{5})?|USS"
        r" {L}{2,20}\s{1,2}FPO A[APE] \d{5}⟧(?!\w)",
        masks=("P.O. Box 242 -> [ADDRESS]",),
    ),
    _rule(
        "flat", Kind.ADDRESS, Fit.WHOLE,
        r"(?<![\w.,/-])⟦\d{1,6} [^\n?!;:]{2,60}?\s{1,3}(?:Apt|Suite|Flat)\.? \d{1,5}(?: (?:Suite|Apt)\.?"
        r" \d{1,5})?(?:[^.?!;\d]{0,60}\d{5}(?!\d)|(?:,?\s{1,3}{PLACES}){1,2})?⟧",
        masks=("at 12 Hauptstr 3 Apt. 4 now -> at [ADDRESS] now",),
    ),
    _rule(
        "address after a cue", Kind.ADDRESS, Fit.NUMBER,
        r"(?i:(?<!\w)(?:address(?: is|:| to)|(?:lives?|lived|living|located|resides) (?:at|in)|(?:office"
        r"|offices|restaurant|home|house) (?:is|are) at|it['’]s in|sent to)) ⟦(?:the corner of|\d{1,6} )"
        r"(?:[^.?!;]|\.(?= ?[\da-z,])){3,100}⟧",
        masks=("his address: 5049 Harjukuja 54, Oulu. -> his address: [ADDRESS].",),
    ),
    _rule(
        "postal code", Kind.ADDRESS, Fit.WHOLE,
        r"(?i)(?<!\w)(?:zip(?: code)?|postal code|postcode)(?: is|:)? ⟦\d[\d\x20-]{2,9}\d"
        r"|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}⟧(?!\w)",
        masks=("ZIP: 3520 -> ZIP: [ADDRESS]",),
    ),
    _rule(
        "title", Kind.NAME, Fit.TITLED,
        r"(?<!\w)⟦{TITLE} (?:(?:Prof|Dr|med|PD|Dott|Ing)\.? ){0,3}(?:{INITIAL}(?: (?:{INITIAL} )?{NAME})?|(?:{PARTICLE} ){0,2}{NAME})⟧(?<!Dr\.Oracle)",
        masks=("by Dr. Sarah P. from -> by [NAME] from", "Mr. Wilson's disease -> [NAME]'s disease", "Frau Dr. Alvensleben asks -> [NAME] asks"),
        keeps=("the Dr. Will see",),
    ),
    _rule(
        "title in full", Kind.NAME, Fit.KNOWN_AND_TITLED,
        r"(?<!\w)⟦(?i:doctor|nurse|sister|professor|coach|captain|officer|judge|uncle|aunt) {NAME}⟧",
        masks=("ask Doctor Garcia -> ask [NAME]",),
        keeps=("Doctor Who Treats", "Nurse Practitioner"),
    ),
    _rule(
        "title, lower case", Kind.NAME, Fit.TITLED_IN_LOWER_CASE,
        r"(?<!\w)⟦(?:dr|mrs?|ms|prof)\.? [a-z]{2,20}⟧(?!\w)",
        masks=("saw dr. smith -> saw [NAME]",),
        keeps=("ask the dr about it",),
    ),
    _rule(
        "name is", Kind.NAME, Fit.NAME,
        r"(?i:(?<!\w)(?:my|his|her|their|patient['’]?s?|pt['’]?s?|first|last|full|maiden|middle|family"
        r"|partner['’]s|child['’]s|doctor['’]s) (?:(?:full|first|last|maiden) )?name(?: is|['’]s|\s?:|\s?="
        r"|,)? )⟦{NAME}|(?<=is\x20){L}{2,24}(?: {L}{2,24})?⟧",
        masks=(
            "patient name Maria Johnson, seen -> patient name [NAME], seen",
            "her name is nyberg -> her name is [NAME]",
        ),
        keeps=("the brand name is Oncaspar", "my name is confidential"),
    ),
    _rule(
        "field of a form", Kind.NAME, Fit.LIKELY_NAME,
        r"(?<!\w)(?i:name|patient|pt|client|attn|physician|provider|attending|surgeon|guardian|contact|signed"
        r" by|directed by)\s?: ⟦{NAME}⟧",
        masks=("Patient: Rahul Verma. -> Patient: [NAME].",),
        keeps=("Patient: Adult With Fever", "Name: Oncaspar"),
    ),
    _rule(
        "signature", Kind.NAME, Fit.NEW_NAME,
        r"(?<!\w)(?i:signed(?: by)?|regards|sincerely|yours|best wishes|cheers),?\s{1,3}⟦{NAME}⟧",
        masks=("Kind regards, Ilse -> Kind regards, [NAME]",),
    ),
    _rule(
        "named", Kind.NAME, Fit.NEW_NAME,
        r"(?<!\w)(?i:named|nicknamed|people call me|goes by|me llamo|ich heiße|je m['’]appelle|hi|hello|dear)"
        r" ⟦{NAME}⟧",
        masks=("a woman named Betty J. with -> a woman named [NAME] with",),
        keeps=("the sign named Chaddock", "Hello Doctor", "a drug named Pembrolizumab"),
    ),
    _rule(
        "relative", Kind.NAME, Fit.NEW_NAME,
        r"(?<!\w)(?i:my|his|her|our|their|your|\w{1,20}['’]s) (?i:(?:late|elderly|older|younger|little|best"
        r"|eldest) )?(?i:{RELATIVE}),? ⟦{NAME}⟧",
        masks=("my mother Ilse has -> my mother [NAME] has",),
        keeps=("my mother Has stage II",),
    ),
    _rule(
        "person, then a name", Kind.NAME, Fit.LIKELY_NAME,
        r"(?<!\w)(?i:{PERSON}|cases? of|like|similar to|identified as|known as|notes for|i am|i['’]m|this is"
        r"|under|add|per) ?,? ⟦{NAME}|(?:[{UP}]\.){1,3}(?: ?{CAP})?⟧",
        masks=(
            "35-year-old male, Rahul Verma, has -> 35-year-old male, [NAME], has",
            "patients like John Smith -> patients like [NAME]",
        ),
        keeps=("patient with Hodgkin", "a case of Burkitt Lymphoma", "a man, Stage IV", "female, Type 2 Diabetes"),
    ),
    _rule(
        "name and initial", Kind.NAME, Fit.NEW_NAME,
        r"(?<![\w.'’-])⟦{CAP} [{UP}]\.(?: {CAP})?⟧(?!\w)",
        masks=("cirrhosis, Rahul V., who -> cirrhosis, [NAME], who",),
        keeps=("hepatitis: Hepatitis B.", "Child-Pugh B.", "Vitamin D."),
    ),
    _rule(
        "bed", Kind.NAME, Fit.NEW_NAME,
        r"(?<!\w)(?i:bed|room|rm|bay|zimmer|bett|cama|lit|chambre) ?\d{1,4}[a-z]?[,:]? ⟦{NAME}⟧(?=[,.;:)]|$)",
        masks=("Bed 12, Kowalewski, stage -> Bed 12, [NAME], stage",),
        keeps=("Bed 12, Stage II", "room 3, Hodgkin lymphoma"),
    ),
    _rule(
        "kin of", Kind.NAME, Fit.NEW_NAME,
        r"(?<!\w)(?i:wife|husband|mother|father|son|daughter|sister|brother|widow|child|parents?|Frau|Sohn|Tochter|hij[oa]|fil(?:s|le)|madre|padre) (?:of|von|de) ⟦{NAME}⟧(?=[,.;:)]|$| (?:has|is|with|who|was)(?!\w))",
        masks=("wife of Bjørn Haugen, -> wife of [NAME],",),
        keeps=("the child of Stage",),
    ),
    _rule(
        "initials after a cue", Kind.NAME, Fit.WHOLE,
        r"(?<!\w)(?i:name|signed(?: by)?|patient|pt)(?: is)?:? ⟦(?:[{UP}]\. ?){1,3}{CAP}⟧",
        masks=("signed: K. Vasquez, RN -> signed: [NAME], RN",),
    ),
    _rule(
        "patient is", Kind.NAME, Fit.LIKELY_NAME,
        r"(?<!\w)(?i:patient|pt|client|it)(?: is|['’]s) (?:called )?⟦{NAME}⟧",
        masks=("The patient is Li Wei, 61M -> The patient is [NAME], 61M",),
        keeps=("The patient is Hepatitis B positive",),
    ),
    _rule(
        "O' and a surname", Kind.NAME, Fit.WHOLE,
        r"(?<![\w'’-])⟦O['’][{UP}]{L}{2,20}⟧(?!\w)",
        masks=("O'NEIL, -> [NAME],",),
    ),
    _rule(
        "letterhead", Kind.NAME, Fit.LIKELY_NAME,
        r"(?m)^⟦{NAME}⟧(?=\s{1,4}(?:\d|\[ADDRESS\]|P\.O\. Box))",
        masks=("Satu Elomo\nP.O. Box 242 -> [NAME]\n[ADDRESS]",),
        keeps=("Hodgkin Lymphoma\n1. Chemotherapy",),
    ),
    _rule(
        "given name and more", Kind.NAME, Fit.GIVEN_AND_MORE,
        r"(?<![\w'’-])(?=⟦{NAME}⟧)",
        masks=("case Robert G seen -> case [NAME] seen", "Susan Lee, 60 -> [NAME], 60"),
        keeps=("Ann Arbor stage II", "Grace Period", "Austin Flint murmur"),
    ),
    _rule(
        "surname that is known", Kind.NAME, Fit.SURNAME_LAST,
        r"(?<![\w'’-])(?=⟦{CAP} (?:{INITIAL} )?{CAP}⟧)",
        masks=("Rahul Sharma was -> [NAME] was",),
        keeps=("Miller Fisher syndrome",),
    ),
    _rule(
        "given name alone", Kind.NAME, Fit.GIVEN_ALONE,
        r"(?<![\w'’-])(?<!St\x20)(?<!St\.\x20)(?<!Saint\x20)(?<!San\x20)(?<!Santa\x20)⟦{CAP}⟧",
        masks=("John's notes -> [NAME]'s notes",),
        keeps=("Patrick's test", "Charles Bonnet syndrome"),
    ),
    _rule(
        "surname, given name", Kind.NAME, Fit.BOTH_KNOWN,
        r"(?<![\w'’-])⟦{CAP}, {CAP}⟧",
        masks=("SMITH, JOHN -> [NAME]",),
    ),
    _rule(
        "initials and a surname", Kind.NAME, Fit.SURNAME_LAST,
        r"(?<![\w.'’-])⟦(?:[{UP}]\. ?){1,2}{CAP}⟧",
        masks=("J. Smith, 54 -> [NAME], 54",),
        keeps=("H. Pylori", "E. Coli"),
    ),
    _rule(
        "surname and what is theirs", Kind.NAME, Fit.SURNAME_LAST,
        r"(?<![\w'’-])⟦{CAP}⟧(?=(?:['’]s)? (?:case|chart|file|notes|family|results|scans|mother|father|wife"
        r"|husband)(?!\w))",
        masks=("the Smith case -> the [NAME] case",),
        keeps=("the Wilson case",),
    ),
    _rule(
        "name in lower case", Kind.NAME, Fit.BOTH_KNOWN,
        r"(?<![\w'’-])(?=⟦[a-z]{2,15} [a-z]{2,15}⟧)(?<!\w)",
        masks=("for john smith -> for [NAME]",),
    ),
    _rule(
        "town and state", Kind.PLACE, Fit.TOWN,
        r"(?<![\w-])⟦{PLACE_WORD}(?: {PLACE_WORD})?, (?:{STATES}|(?:{STATE_CODES})(?: \d{5})?)(?![\w-])⟧",
        masks=("Evanston, IL 60201 -> [PLACE]",),
    ),
)  # fmt: skip
"""Ways to know an identifier. Where two overlap the stretches are joined, and the first of them names the kind."""
