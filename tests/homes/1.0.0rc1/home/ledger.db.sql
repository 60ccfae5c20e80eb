BEGIN TRANSACTION;
CREATE TABLE audit_log (
    sequence  INTEGER PRIMARY KEY AUTOINCREMENT,
    document  TEXT NOT NULL,
    at        REAL NOT NULL,
    undecided TEXT NOT NULL  -- JSON: PROJECT/POLICY of those that could not say, with the reason
);
INSERT INTO "audit_log" VALUES(1,'2035a8ef3a2ceacadc6a7aa9',1.79606824724271845819e+09,'{"contracts/ended":"EffectiveDate is missing","contracts/ends-soon":"EffectiveDate is missing","contracts/governing-law-not-accepted":"Jurisdiction is missing","contracts/implausible-effective-date":"EffectiveDate is missing","contracts/old-without-end":"EffectiveDate is missing","contracts/term-too-long":"Term is missing","contracts/term-too-short":"Term is missing"}');
INSERT INTO "audit_log" VALUES(2,'82732e8bbdd1517f23c537a4',1.79606824724271845819e+09,'{"contracts/ended":"Term is missing","contracts/ends-soon":"Term is missing","contracts/governing-law-not-accepted":"Jurisdiction is missing","contracts/term-too-long":"Term is missing","contracts/term-too-short":"Term is missing"}');
INSERT INTO "audit_log" VALUES(3,'a9aa47a912e068f940787bdb',1.79606824724271845819e+09,'{"contracts/ended":"Term is missing","contracts/ends-soon":"Term is missing","contracts/term-too-long":"Term is missing","contracts/term-too-short":"Term is missing"}');
INSERT INTO "audit_log" VALUES(4,'c735f235171fa226841f0eb7',1.79606824724271845819e+09,'{"contracts/ended":"Term is missing","contracts/ends-soon":"Term is missing","contracts/term-too-long":"Term is missing","contracts/term-too-short":"Term is missing"}');
CREATE TABLE audit_owed (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    document TEXT NOT NULL UNIQUE
);
CREATE TABLE audited (
    project TEXT NOT NULL,
    policy  TEXT NOT NULL,
    version TEXT NOT NULL,
    day     TEXT NOT NULL,
    at      REAL NOT NULL,
    parts   TEXT NOT NULL DEFAULT '{}',  -- JSON: what the version is made of, each with its digest
    PRIMARY KEY (project, policy)
) WITHOUT ROWID;
INSERT INTO "audited" VALUES('contracts','effective-date-missing','398d90ae5a0c0dd1','2026-11-30',1.79606824089118504526e+09,'{"policy": "8a0a3ab3638df1f6", "schema": "39aa8913df1cc433"}');
INSERT INTO "audited" VALUES('contracts','ended','8c3a3629f1ff4b7d','2026-11-30',1.79606824089118504526e+09,'{"policy": "4263a58c29d76e48", "schema": "39aa8913df1cc433"}');
INSERT INTO "audited" VALUES('contracts','ends-soon','67214e9a3269ccb9','2026-11-30',1.79606824089118504526e+09,'{"policy": "edc08b411efa5aa0", "schema": "39aa8913df1cc433"}');
INSERT INTO "audited" VALUES('contracts','governing-law-missing','f0f654aad8c39ff2','2026-11-30',1.79606824089118504526e+09,'{"policy": "4a2802e751894553", "schema": "b736e20fa3299930"}');
INSERT INTO "audited" VALUES('contracts','governing-law-not-accepted','f154fa1e05090f39','2026-11-30',1.79606824089118504526e+09,'{"policy": "8bc47be8257c31da", "list:accepted-jurisdictions": "3489ab2102c9f5ce", "schema": "b736e20fa3299930"}');
INSERT INTO "audited" VALUES('contracts','implausible-effective-date','cfd3ec2ae5e9fd1b','2026-11-30',1.79606824089118504526e+09,'{"policy": "8dbc4edd9ec7b325", "schema": "6ad1148694402f08"}');
INSERT INTO "audited" VALUES('contracts','large','3e1e012c7854527f','2026-11-30',1.79606824089118504526e+09,'{"policy": "aa7d34f536308752", "schema": "a5bad78866124fe9"}');
INSERT INTO "audited" VALUES('contracts','large-amount','302cab259e9e27b3','2026-11-30',1.79606824089118504526e+09,'{"policy": "7f0792b74f0bbcf8", "schema": "a5bad78866124fe9"}');
INSERT INTO "audited" VALUES('contracts','no-law','0078dd755cdce235','2026-11-30',1.79606824089118504526e+09,'{"policy": "3306a07d5a95bdd5", "schema": "b736e20fa3299930"}');
INSERT INTO "audited" VALUES('contracts','old-without-end','687aed357cc1d6e9','2026-11-30',1.79606824089118504526e+09,'{"policy": "17a0f4a959511a90", "schema": "39aa8913df1cc433"}');
INSERT INTO "audited" VALUES('contracts','partly-read','41b5b03bd487e05f','2026-11-30',1.79606824089118504526e+09,'{"policy": "0f08213710f734dd", "schema": "4f53cda18c2baa0c"}');
INSERT INTO "audited" VALUES('contracts','several-currencies','073101e9da1c9f5d','2026-11-30',1.79606824089118504526e+09,'{"policy": "ad918244c5da33c5", "schema": "a5bad78866124fe9"}');
INSERT INTO "audited" VALUES('contracts','single-party','a0f1bff7fffaf586','2026-11-30',1.79606824089118504526e+09,'{"policy": "f6c758a2a90283cd", "schema": "f3db71b266968093"}');
INSERT INTO "audited" VALUES('contracts','term-missing','f47b56a8d1109419','2026-11-30',1.79606824089118504526e+09,'{"policy": "325876960e7b6a2d", "schema": "fcffde9181755364"}');
INSERT INTO "audited" VALUES('contracts','term-too-long','02ad084f972f80b3','2026-11-30',1.79606824089118504526e+09,'{"policy": "48937cc1d49b7008", "schema": "fcffde9181755364"}');
INSERT INTO "audited" VALUES('contracts','term-too-short','d181d88ccb604489','2026-11-30',1.79606824089118504526e+09,'{"policy": "3abf7093d6501eb5", "schema": "fcffde9181755364"}');
INSERT INTO "audited" VALUES('contracts','unsure-reading','ab3add34ca96d116','2026-11-30',1.79606824089118504526e+09,'{"policy": "785633bb84738b85", "schema": "c451ada1609197e7"}');
CREATE TABLE bodies (
    document  TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    body      BLOB NOT NULL,  -- as the models left it
    corrected BLOB            -- with what people said laid over it, NULL where nobody said anything
) WITHOUT ROWID;
INSERT INTO "bodies" VALUES('2035a8ef3a2ceacadc6a7aa9',X'785EC5544D8FD33010BDF32B228B63B4A449937E9CB920B1020938B1ABCA8927AD59C78E1C674BA9FADF7993A65B75BB42425AC429B167FCFCE6CD1B4FDEEC05FD0C5E56819458EE45434ACB55D8B524962220F4AE35525B110F0BECDD52E3A2E0A24F5E3B1B7D9465177DB0D5CD9DBDB35F3714D54491EEA2B7699EDC24491C49AB22EB2223B7BC6D25F091CB703A18BE03BFAD5C532796DFEF635C1FA4924182CA2116D5460ECC7CB7EAAD27444A3E93C4622BBDD5763D9E22EF9D174BDB1B138B61B17AD016F5307A434D4988F27FB791695EE07FAE8AB44E7335A9B2599996F57C41C99C8AC9441549364DE4749125F3B24854314BCB744A39D5052DD442E2443E2B0BC6D2BF6855EE02532F0AB035D2AE7B940278E20A2BF7487E584F6E40B9718A0C13DE8BD6BB1F54B19A95B383F81DF2591C6CF9DE00321638DC4162EC147256E5795252B62071804A64A19E1E34DB8BAE9548C237480FC83987517A9A81810CB4767E078CCF08EE0652B6D68A6C75A2D5B9DEF3025D0850DA0A5432B6FA598B9993343D72F76234483BA22ADDC1267CCFF519E715CB7F6C8E427FB56184B1DAEBFC07621C37D8CBB0BDB4ADC401ACD826279CCBFEB3354E6E38C4579264C5A8C9F452935B6771D79F34015DF409DE3A8B323AFB05319A11EE2CC67108A26F5FDE237DD4411C37B171D64236AEB76C87A758D57B8F26B1127CFA2FCA873D6A4D46C11CFBB1EBEC92FFDAB967A6630B1FB57F89D93F96F18A0B5A7BE926B7E5A7B096A6234C39A68BE78C07EDD506EC09EB359C790F353161FA9159F31B3A2EF0368D8F5EC033C08FFBE1F01BB9AAE35A',NULL);
INSERT INTO "bodies" VALUES('82732e8bbdd1517f23c537a4',X'785EBD56DB6ADB40107DEF572C4B1F9554174BB2FD569A400B0914D2F6A50966B41A39DBC82BB35A25758DFF3D33B27C8D491BE2140CD6DE6667CE9C39B3C1BBB9C4DFCE827298CBE15C4E30D73072B329CAA174B4F4615A8236D26B07347771FEF1EAFCDA5C9B4BC851402DAA425CC24C849E08FD301019BA0744237EE018C4C5C5270126179FC1665563C517A34EC5B75B14168D13BA16EF07BE7F4ABFEBF606ED4ABE963EA730C65A0E7FDE78E491831C1C90770B4FAA5B689DB5F5A831166925E333BE271FC01A6DC6DD29B4B6B272689AB2F4643B18DD694321B2F5094E32A455FEAE6F218C13FA862CEE61D1CFE2A08769AFEFA7982A1505593650A02049FB5844611FC202214C0671E4AB34EAA9814A300EE3380AD996FE83A36CE6D8F57E4CDE9660C60D8542E6912354D53DDA761C9C92CB932AC7921D9ECBA9AD7EA162805565DA7CD4B4DFC084CFDAA624939EA4C3B5AE0CCD2490AA38F6338C0628178412E1A99D6E319BCB7A0AB489FE1D583219F4799D620F07E402381C57764646CE8B82AED4F7784673AD77A6D0391AB5F2AFA69CF180D2E108722329A48E065B2967C7A06C68DF5C76C4A17CB1C15CD7C41EBE8AA971E2C7273EC354D9BC457F6732A734EB926DB487F756A71695EE62CFC9E2823C618EAC32BC9B7CE6C58A0A0BEF091ED10A8F5EB283C757426BF6421C56343F00C2B433B741616B7387C1929F9BD8BB846F6DBC43C6EF9EABA92CD5EB028F838E0849F4EAC0B74BFA9F82DF3BF03C007B9B972050E9B72AA2CD2B714829EF6D41F47771B8AC0C5DF45C2150A6A86448593695D049D8010C269DB90D01966A27BE5F9D6D95C17292CB655D0230A91AC362B05E538D25CD540C039F7E01FF491C0A8D654ED230974B8AB346EC97EC9BB1754F55B81EFF7EF7F1C9B2EF06C1B2AB7F8740F92F3A76C0B325110F79F4C69C7AE20BF17C575BAB077E281450D6480D8F1A0DB71CEE39C7EF356BA3C710ECB5B16388E0DAD83194E486A8480D91FA3001CB2F9E6E402F89EE89E2A823F2EB6CB17804281C0EDF',NULL);
INSERT INTO "bodies" VALUES('a9aa47a912e068f940787bdb',X'785EBD576D6FDB3610FEBE5F4110FDA8A4A21CF925DFBA35D83A24D9B076038AA6084EE4C96123530225C5F30CFFF7DDC9F28B5C216D10A740008B2FF7F0EEE1DDC38BFA6929F1DFCA83AED0C8F3A59CA1B1705B2D0A94E7B2A2A5D74506D6C9A019D0DCE51F6FAEC59B5FFFBAB8B8BAB8FE70E36EDC151814508A3C1557E0F59D508188C228140956734427FEC12988CBCB5F0438237E039FE45EFC0CEE5EBC73FA547CB84391A133E89B9F5254345178EBB42D2013653D63E4572A88C33008C3F094FEC4BB4AD8524CF307F40E8D48168D5506F3C68D6B9C8B8FB9BF3FBD691CB755C6D1D06701532CE5F9A7CF01055A81810A28E85520F51D341CF8F2B6761E6925619B309073F0CEBA696B85DEE75E9EBB3ACB02D90C6EEFAD23E6187D86B3046995BFCB3B88E2217D9B491AC5C9444DE2241D2805633D0C63331C6813C7E3341987611C27A070388AE8549C0CE00CF4198E15A451341828C6B2FFE16DB2A8D875358AC8DD0CDCB4A658081F3944CD443463754A3ECF7283197BBC9485CFBFA0E68BD3B96BEEB9A4FD0E666CEBEB8C300349C6A5CD1DCD0C61A4E3384C703041B9229AD0117DB6216D29CB026813FD56E009321AF13A057F46676AA8709AFB05815CA4291D691FF02DCD35DEB9D41A747AE35F99D79E07741F1571EE2485D4A6572783D835C86ADAB9946D4AD29531A4B125E5251FC69976120E4E42662AF794468793866EDA668CD1181F98141EB56DA33784B8225F384D3697DCBD7F4E8D4D36AC82AF18399BB48CC444CD1E237F125F8B2732B1A99A1E128A166EC7C2DEE69683758AEE626FAF7C6FE33D327F0F5C9C59A69F17F8306A031F8D9F1DF8A1427C17013D468F13D163B026849480052A618122117A1E2F4A6D6A440DBA4572953B3AEEB1E2A0BBA33222B9D9554747057B7899B5A0BBC450A49A6BD1147FBF7FBB5722BB052EA76D89C02CAF1DCB45675DD7DE53FD323D8CF2AC1A51DB5C51A32E25BFD7DE96C6927490163D4D36368ADFC3C9972EEA8E9A3D9BC753656FA326656D4838B9FEF8141A4849538B99211D5DCAB51AB0A01EAADB8B15F68104B3747DFBEC97ADA9439788A2EEC3D147D00F91FF1ECF3AA9D9E7D8CB66598F476BFDE873E5078AC0577E9154751FCC7CCE7D650A5989D4C850FFC09D04B712C76F21B6A0C77885B760C778D9B660477A0E767847D4D2CF5480D43D51DB4617C61D723BA0CEB36D692B6A9FF89F84D5EA7F40DEDDB5',NULL);
INSERT INTO "bodies" VALUES('c735f235171fa226841f0eb7',X'785EBD56DF4FDB400C7EDF5F71BAE7D225A549036F685413138369C05E0642978BD3DE482FD5E50AEBAAFEEFFB9CA6D0968A0DD14DA2E27ED83EFBF3673BE1BB99A49FDE29ED2993873339A2CCA85B3F1D933C941E57EFC7853256B6EA0DCECECECFF68E4F2E3E9C9E5F5C7DED8BA38F5FFBFDCFFDB3CB6B7B6D2F87A6124703473422EB053623959150952873F1594D452768E11776454AFE81C88A73674A2B4E555A8913ABDB42D94C7CA38112A7A71FDAA2AFF450DC118D2BA14B9B9B0C568D2A84B179E946CAB36E45DA916F8B93FABD41794FCE5226D2A9F04312857AA81F3F26AC94A3F6B53D2BBDD1C4A2C2E30F4269E95CF9400E971CA7F105078FE5580DA89287DF6F5AC0C5AB4C79058CE62DA987AA86CC55B713EB083729EB042D8947ACB183468B60D8C9433B298A96AC37B777C60268B63EA2514AB8E57535549D28C63AA2CE7E12E7BD4E2FC87510A7F9BE4AC250072ACFB5A6208DA81B8769DAD56157E95E1C647114249D783FA238499238655BE617DDA653CFAE77C204EE16CA0E268805F68943D48C52BD0FDBF079546654B0C7333976E50FD29C67005ED3A282BC5523D6759302365B12CA15A0C749AC7A3A8A8294F60F48CE011327C89B1AB499ACC60A42F8EF9583C928E27B041FF7E082F23428DD1446FA798E27CD3D1DE3ACF66E916ABDF4AF2A278E37C88707E65622A4868DABA462CF543181E04C360446C6D862662AB098DF62F2ED05D15E27C071E9B21AFFB5C30C893605DBA895376EC78EB46982CF60710E579825CB1CAFA79F99B124C3BCF50C905EDC007210AE01F205704D5F09C446216DC162DC587D02E3B94E83C882AF4F4834F97F2E7F470C6A591771C1456CAC7E1B26074B4CC2A0FB6650969DE4AFD058117E198615C145FCF7DCB08AE28D9187094AB1AE8F3049D642FF3471A6CA0C6A0445F7BAFA58F6BD2D08FC58B7FA448B159D97815811D4682140E2EA62EFB8FF1A02A065E4868A0C0D632617BCE7CEB159C7FF95BB1BFD870BF7CFFEEC883D9B6F039FF5F6B80D9DFFD2E5B678B6C6CB6D8EFD5B8A3DF308BD78BDFF62A8A39C72555484B18869C4738907D3EE07D2A3D15D34F547633BE9868FD676D9616EC04C4C4F4C6D20CC1F48CD061F1ECD178DC7F8E44FCAF9FC37B896589A',X'785EBD56DB6EDA40107DEF57ACF69950DB60E3E42D0AA84A954B954B5F9A0AADD763D8C45EA3F5929422FEBD678D51B8296994361288BDCCCCCE9C393383FF69CEE99735425A4AF9D19C17942A31B4B309F1236E71F579920BA579ABDEE0ECE2F2E2A07F7A7D7276797D7B3560C75FAE0683F3C1C5CD9DBED3376355B1E391212A485B864D215262A26265C6CEC58C055E0B5FBFCB12B24F449A5D1A556A7626928A9D6AD96642A7EC3B8D043B3B3B69B3819063F64034A9982C75A652585522674A67A5298475BA154943B6CD4EEBF746E523194D294B66CC8E89E5E2A97EBC4F580943ED3B7D515A25C989328B0F8492D298F2890C2E5D9CCAE62E782C276244153FFAF1B3055CAC488515C068D1E2722C6AC84C359C6A43B8499C8ED7E278442B3D6AB408860D3FD2D33C6FF17A337C501A403BEB051509E1D6ADABB108C208EB90824E1C65BDA0E765D28B92AC2362DF979EC83229C94B42EA467E9274A5DF15B2177969147A711075428AE2388E12674BFDA66132B3CEF5C08FE16E2EF4688A58609F5C88D2A154EFFD367C2ECA9472E7F19C4F4C794FD2E51980D7B4A820AF45E174CD3487CD16877205E87112899E0C432FA1CE21F105607209B2AA066DCEAB8980107EAD30301986EE1EC1473DB8202C8D4A3383914196E149F5487D9CD5DE2D532D57FE55E5D4B80DF26181B9E608A961E33AA99C67229F4270CE1B022363CE62AA2AB0D8BDE5C877E085078187E3D2A435FE1B872912AD7267A356DEBA9D1892AA093E85C5055C712C59E57833FD8E192B322C5A3B80F4A20690437F03906F806BF64620B60A690F1693C6EA3318BB3A0D224BBE3E23D1E47F57FE811CA8655DC4B92B62A5E5FB30F16310B266891FC71BA87C9D1A55A50A4C01F5DEC69255F5EF41E57ED3EA33386B3A2FA3B226285148C0E3F6FAA03F781F0C81D76D60087CB064AD5A5E27C7785AA0EE9E6B64BDC5FD152FB6145E0E7F4B78C98855477D0B08E81E99A23C45EF98F36594AE896C97F487D278AB15B91A7EDD9F7F0CDFB60FC069B363EE43E9431ADF1ECF368A749F63FFB7DE763C42156CB664CC79F4964CE4156152624035931A93001308576ED8371B0CD1663A5B8C02F7F768B1F80319E3FAC0');
CREATE TABLE collections (
    name  TEXT PRIMARY KEY,
    serve TEXT NOT NULL      -- deployments joined by commas
);
INSERT INTO "collections" VALUES('default','contracts/production');
CREATE TABLE corrections (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    document  TEXT NOT NULL,
    top       TEXT NOT NULL,
    member    TEXT NOT NULL,
    act       TEXT NOT NULL CHECK (act IN ('tag', 'reject', 'none', 'suppress')),
    category  TEXT NOT NULL,
    said      TEXT NOT NULL,               -- JSON: the words, where they stand, the value
    who       TEXT NOT NULL,
    at        REAL NOT NULL,
    undone_by TEXT NOT NULL DEFAULT '',
    undone_at REAL,
    unmet     TEXT NOT NULL DEFAULT '',    -- why it cannot be laid over the text of now
    followed  INTEGER NOT NULL DEFAULT 1,  -- 0: of all documents, and not yet brought into each
    path      BLOB,                        -- the last path of a document that went
    sha256    TEXT                         -- and its content
);
INSERT INTO "corrections" VALUES(1,'c735f235171fa226841f0eb7','c735f235171fa226841f0eb7','','tag','Party','{"words": "the borrower", "before": " by the laws of Delaware. Notices go to ", "after": ". ", "occurrence": 0, "of": 1, "partial": false, "value": null, "written": "", "instead_of": null}','ada',1.79606823468140459065e+09,'',NULL,'',1,NULL,NULL);
INSERT INTO "corrections" VALUES(2,'c735f235171fa226841f0eb7','c735f235171fa226841f0eb7','','reject','Party','{"words": "Vega LLC", "before": "ay 20, 2014 between Orion Labs Inc. and ", "after": ". Each keeps confidential information se", "occurrence": null, "of": 1, "partial": false, "value": null, "written": "", "instead_of": null}','ada',1796068235.61159,'',NULL,'',1,NULL,NULL);
INSERT INTO "corrections" VALUES(3,'a9aa47a912e068f940787bdb','a9aa47a912e068f940787bdb','','none','Term','{"words": "", "before": "", "after": "", "occurrence": 0, "of": 1, "partial": false, "value": null, "written": "", "instead_of": null}','ada',1.7960682365652248859e+09,'ada',1.79606823697895884514e+09,'',1,NULL,NULL);
CREATE TABLE deadlines (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    document TEXT NOT NULL,
    category TEXT NOT NULL,
    day      TEXT NOT NULL,
    ahead    INTEGER NOT NULL,  -- the days before it of this step
    at       REAL NOT NULL,
    UNIQUE (document, category, day, ahead)
);
CREATE TABLE documents (
    sequence   INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order in which they came
    id         TEXT NOT NULL UNIQUE,               -- made of its first path and content
    sha256     TEXT NOT NULL,                      -- of its content now
    top        TEXT NOT NULL,                      -- the document of the file that it is in: itself, or its archive
    parents    TEXT NOT NULL DEFAULT '[]',         -- JSON: what it is a member of, from the outermost in
    member     TEXT NOT NULL DEFAULT '',           -- the way to it inside its file, '' for the file's own text
    state      TEXT NOT NULL DEFAULT 'pending'
               CHECK (state IN ('pending', 'enriched', 'indexed', 'failed')),
    kind       TEXT NOT NULL DEFAULT '',
    reason     TEXT NOT NULL DEFAULT '',
    served     TEXT NOT NULL DEFAULT '',           -- deployments that read it, joined by commas
    attempts   INTEGER NOT NULL DEFAULT 0,
    not_before REAL NOT NULL DEFAULT 0,            -- it is not tried again before
    taken_by   TEXT,
    orphaned   INTEGER,                            -- files.sequence when its last path went
    models     TEXT NOT NULL DEFAULT '',           -- versions of the models that read it, joined by commas
    unread     TEXT NOT NULL DEFAULT '',           -- why the models of now could not read it
    derived_by TEXT NOT NULL DEFAULT ''            -- names the expressions of its derived fields
);
INSERT INTO "documents" VALUES(1,'85b7f6853b28c8bd36e72e1e','a88de0230a73353f8f8b5cba840ecdce560c652f1a82fd547d6f7b327005408a','85b7f6853b28c8bd36e72e1e','[]','','failed','failed','Tika could not read the file: TIKA-198: Illegal IOException from org.apache.tika.parser.pdf.PDFParser; open it in the program that made it and save it again','contracts/production',0,0.0,NULL,NULL,'','','');
INSERT INTO "documents" VALUES(2,'82732e8bbdd1517f23c537a4','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532','82732e8bbdd1517f23c537a4','[]','','indexed','','','contracts/production',0,0.0,NULL,NULL,'contracts/rules/6a7c550be39e','','');
INSERT INTO "documents" VALUES(3,'a9aa47a912e068f940787bdb','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','a9aa47a912e068f940787bdb','[]','','indexed','','','contracts/production',0,0.0,NULL,NULL,'contracts/rules/6a7c550be39e','','');
INSERT INTO "documents" VALUES(4,'2035a8ef3a2ceacadc6a7aa9','8d62f25d1c37b2bf89e08e611d60340a49308b60d672b24e5ef6e9d9ad1c57b6','2035a8ef3a2ceacadc6a7aa9','[]','','indexed','','','contracts/production',0,0.0,NULL,NULL,'contracts/rules/6a7c550be39e','','');
INSERT INTO "documents" VALUES(5,'c735f235171fa226841f0eb7','5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b','c735f235171fa226841f0eb7','[]','','indexed','','','contracts/production',0,0.0,NULL,NULL,'contracts/rules/6a7c550be39e','','');
CREATE TABLE facts (
    document TEXT PRIMARY KEY REFERENCES bodies (document) ON DELETE CASCADE,
    facts    TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "facts" VALUES('2035a8ef3a2ceacadc6a7aa9','[1,{"Party":[["Orion Labs Inc.",1.0]],"Money":[["250.00 USD",1.0]]},{}]');
INSERT INTO "facts" VALUES('82732e8bbdd1517f23c537a4','[1,{"Party":[["Vega LLC",1.0],["Harbour Inc.",1.0]],"EffectiveDate":[["2021-05-02",1.0]],"Money":[["900.00 USD",1.0]]},{}]');
INSERT INTO "facts" VALUES('a9aa47a912e068f940787bdb','[1,{"Party":[["Vega LLC",1.0],["Harbor Bank Inc.",1.0]],"EffectiveDate":[["2020-03-01",1.0]],"Jurisdiction":[["New York",1.0]],"Money":[["1500000.00 USD",1.0]]},{}]');
INSERT INTO "facts" VALUES('c735f235171fa226841f0eb7','[1,{"Party":[["Orion Labs Inc.",1.0],["the borrower",1.0,1]],"EffectiveDate":[["2014-05-20",1.0]],"Jurisdiction":[["Delaware",1.0]]},{}]');
CREATE TABLE files (
    sequence      INTEGER PRIMARY KEY AUTOINCREMENT,
    path          BLOB NOT NULL UNIQUE,
    folder        BLOB NOT NULL,
    root          BLOB NOT NULL,
    collection    TEXT NOT NULL,
    device        INTEGER NOT NULL,
    inode         INTEGER NOT NULL,  -- 0: a folder that cannot be read
    size          INTEGER NOT NULL,
    mtime_ns      INTEGER NOT NULL,
    ctime_ns      INTEGER NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('new', 'known', 'ignored', 'failed')),
    document      TEXT REFERENCES documents (id),
    kind          TEXT NOT NULL DEFAULT '',
    reason        TEXT NOT NULL DEFAULT '',
    noticed_at    REAL NOT NULL,
    not_before    REAL NOT NULL DEFAULT 0,
    taken_by      TEXT,
    missing_since REAL               -- when it was not on the disk any more
);
INSERT INTO "files" VALUES(1,X'2F746D702F656E7269636865722D6A707274757774732F636F6E7472616374732F62726F6B656E2E706466',X'2F746D702F656E7269636865722D6A707274757774732F636F6E747261637473',X'2F746D702F656E7269636865722D6A707274757774732F636F6E747261637473','default',65024,10445202,30,1796068225910346379,1796068225910346379,'known','85b7f6853b28c8bd36e72e1e','','',1.79606822689911079403e+09,0.0,NULL,NULL);
INSERT INTO "files" VALUES(2,X'2F746D702F656E7269636865722D6A707274757774732F636F6E7472616374732F6C656173652E747874',X'2F746D702F656E7269636865722D6A707274757774732F636F6E747261637473',X'2F746D702F656E7269636865722D6A707274757774732F636F6E747261637473','default',65024,10445190,85,1796068225910275994,1796068225910275994,'known','82732e8bbdd1517f23c537a4','','',1.79606822689933347701e+09,0.0,NULL,NULL);
INSERT INTO "files" VALUES(3,X'2F746D702F656E7269636865722D6A707274757774732F636F6E7472616374732F6C6F616E2E747874',X'2F746D702F656E7269636865722D6A707274757774732F636F6E747261637473',X'2F746D702F656E7269636865722D6A707274757774732F636F6E747261637473','default',65024,10445187,172,1796068225910065212,1796068225910065212,'known','a9aa47a912e068f940787bdb','','',1.7960682268993697166e+09,0.0,NULL,NULL);
INSERT INTO "files" VALUES(4,X'2F746D702F656E7269636865722D6A707274757774732F636F6E7472616374732F6D656D6F2E747874',X'2F746D702F656E7269636865722D6A707274757774732F636F6E747261637473',X'2F746D702F656E7269636865722D6A707274757774732F636F6E747261637473','default',65024,10445188,66,1796068225910135646,1796068225910135646,'known','2035a8ef3a2ceacadc6a7aa9','','',1.7960682268994002342e+09,0.0,NULL,NULL);
INSERT INTO "files" VALUES(5,X'2F746D702F656E7269636865722D6A707274757774732F636F6E7472616374732F6E64612E747874',X'2F746D702F656E7269636865722D6A707274757774732F636F6E747261637473',X'2F746D702F656E7269636865722D6A707274757774732F636F6E747261637473','default',65024,10445189,218,1796068225910200983,1796068225910200983,'known','c735f235171fa226841f0eb7','','',1.79606822689942455294e+09,0.0,NULL,NULL);
CREATE TABLE finding_log (
    sequence    INTEGER PRIMARY KEY AUTOINCREMENT,
    finding     INTEGER NOT NULL,
    at          REAL NOT NULL,
    state       TEXT NOT NULL,
    kind        TEXT NOT NULL,
    severity    TEXT NOT NULL,
    message     TEXT NOT NULL,
    evidence    TEXT NOT NULL,
    version     TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    accepted_by TEXT NOT NULL,
    reason      TEXT NOT NULL,
    why         TEXT NOT NULL DEFAULT '[]'
);
INSERT INTO "finding_log" VALUES(1,1,1.79606824089118504526e+09,'open','finding','low','No term was found; the agreement may have no end.','{"values": [], "places": [], "notes": [], "near": []}','f47b56a8d1109419','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','','','[]');
INSERT INTO "finding_log" VALUES(2,2,1.79606824089118504526e+09,'open','finding','high','1500000.00 USD is above a million.','{"values": [{"category": "Money", "value": "1500000.00 USD", "confidence": 1.0}], "places": [{"category": "Money", "value": "1500000.00 USD", "text": "$1,500,000.00", "offset": 117, "length": 13, "page": null, "confidence": 1.0, "sentence": {"start": 79, "text": "The lender lends the principal sum of $1,500,000.00."}}], "notes": [], "near": []}','3e1e012c7854527f','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','','','[]');
INSERT INTO "finding_log" VALUES(3,3,1.79606824089118504526e+09,'open','finding','high','The document names 1500000.00 USD.','{"values": [{"category": "Money", "value": "1500000.00 USD", "confidence": 1.0}], "places": [{"category": "Money", "value": "1500000.00 USD", "text": "$1,500,000.00", "offset": 117, "length": 13, "page": null, "confidence": 1.0, "sentence": {"start": 79, "text": "The lender lends the principal sum of $1,500,000.00."}}], "notes": [], "near": []}','302cab259e9e27b3','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','','','[]');
INSERT INTO "finding_log" VALUES(4,4,1.79606824089118504526e+09,'open','finding','medium','No governing law found in the document.','{"values": [], "places": [], "notes": [], "near": []}','f0f654aad8c39ff2','8d62f25d1c37b2bf89e08e611d60340a49308b60d672b24e5ef6e9d9ad1c57b6','','','[]');
INSERT INTO "finding_log" VALUES(5,5,1.79606824089118504526e+09,'open','finding','medium','No law is named.','{"values": [], "places": [], "notes": [], "near": []}','0078dd755cdce235','8d62f25d1c37b2bf89e08e611d60340a49308b60d672b24e5ef6e9d9ad1c57b6','','','[]');
INSERT INTO "finding_log" VALUES(6,6,1.79606824089118504526e+09,'open','finding','medium','It has been in force since 2014-05-20; no end was found or agreed.','{"values": [{"category": "EffectiveDate", "value": "2014-05-20", "confidence": 1.0}], "places": [{"category": "EffectiveDate", "value": "2014-05-20", "text": "May 20, 2014", "offset": 55, "length": 12, "page": null, "confidence": 1.0, "sentence": {"start": 26, "text": "This Agreement is made as of May 20, 2014 between Orion Labs Inc. and Vega LLC."}}], "notes": [], "near": []}','687aed357cc1d6e9','5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b','','','[]');
INSERT INTO "finding_log" VALUES(7,7,1.79606824089118504526e+09,'open','finding','low','No term was found; the agreement may have no end.','{"values": [], "places": [], "notes": [], "near": []}','f47b56a8d1109419','5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b','','','[]');
INSERT INTO "finding_log" VALUES(8,8,1.79606824089118504526e+09,'open','finding','medium','No governing law found in the document.','{"values": [], "places": [], "notes": [], "near": []}','f0f654aad8c39ff2','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532','','','[]');
INSERT INTO "finding_log" VALUES(9,9,1.79606824089118504526e+09,'open','finding','medium','No law is named.','{"values": [], "places": [], "notes": [], "near": []}','0078dd755cdce235','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532','','','[]');
INSERT INTO "finding_log" VALUES(10,10,1.79606824089118504526e+09,'open','finding','low','No term was found; the agreement may have no end.','{"values": [], "places": [], "notes": [], "near": []}','f47b56a8d1109419','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532','','','[]');
INSERT INTO "finding_log" VALUES(11,2,1796068250.11098,'accepted','finding','high','1500000.00 USD is above a million.','{"values": [{"category": "Money", "value": "1500000.00 USD", "confidence": 1.0}], "places": [{"category": "Money", "value": "1500000.00 USD", "text": "$1,500,000.00", "offset": 117, "length": 13, "page": null, "confidence": 1.0, "sentence": {"start": 79, "text": "The lender lends the principal sum of $1,500,000.00."}}], "notes": [], "near": []}','3e1e012c7854527f','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','ada','approved by the board','[]');
CREATE TABLE findings (
    number         INTEGER PRIMARY KEY AUTOINCREMENT,
    document       TEXT NOT NULL,
    project        TEXT NOT NULL,
    policy         TEXT NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('finding', 'review')),
    state          TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'resolved')),
    severity       TEXT NOT NULL,
    message        TEXT NOT NULL,
    confidence     REAL NOT NULL,
    facts          TEXT NOT NULL,               -- what it rests on: another value is another finding
    evidence       TEXT NOT NULL,               -- JSON: values, passages and notes as they were then
    version        TEXT NOT NULL,               -- of the policy
    sha256         TEXT NOT NULL,               -- of the document
    models         TEXT NOT NULL,
    first_seen     REAL NOT NULL,
    last_seen      REAL NOT NULL,
    changed        REAL NOT NULL,
    reopened       REAL,
    accepted_facts TEXT,                        -- the acceptance holds while these are the facts
    accepted_by    TEXT NOT NULL DEFAULT '',
    accepted_at    REAL,
    accepted_until TEXT,                        -- the last day of the acceptance
    reason         TEXT NOT NULL DEFAULT '',    -- of the acceptance
    why            TEXT NOT NULL DEFAULT '[]',  -- JSON: codes of what its last change came of
    UNIQUE (document, project, policy)
);
INSERT INTO "findings" VALUES(1,'a9aa47a912e068f940787bdb','contracts','term-missing','finding','open','low','No term was found; the agreement may have no end.',1.0,'cedfabaf71e7656f','{"values": [], "places": [], "notes": [], "near": []}','f47b56a8d1109419','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','contracts/rules/6a7c550be39e',1.79606824089118504526e+09,1.79606824089118504526e+09,1.79606824089118504526e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(2,'a9aa47a912e068f940787bdb','contracts','large','finding','accepted','high','1500000.00 USD is above a million.',1.0,'25f81375ffa09474','{"values": [{"category": "Money", "value": "1500000.00 USD", "confidence": 1.0}], "places": [{"category": "Money", "value": "1500000.00 USD", "text": "$1,500,000.00", "offset": 117, "length": 13, "page": null, "confidence": 1.0, "sentence": {"start": 79, "text": "The lender lends the principal sum of $1,500,000.00."}}], "notes": [], "near": []}','3e1e012c7854527f','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','contracts/rules/6a7c550be39e',1.79606824089118504526e+09,1.79606824089118504526e+09,1796068250.11098,NULL,'25f81375ffa09474','ada',1796068250.11098,NULL,'approved by the board','[]');
INSERT INTO "findings" VALUES(3,'a9aa47a912e068f940787bdb','contracts','large-amount','finding','open','high','The document names 1500000.00 USD.',1.0,'a0f6777579eb3f00','{"values": [{"category": "Money", "value": "1500000.00 USD", "confidence": 1.0}], "places": [{"category": "Money", "value": "1500000.00 USD", "text": "$1,500,000.00", "offset": 117, "length": 13, "page": null, "confidence": 1.0, "sentence": {"start": 79, "text": "The lender lends the principal sum of $1,500,000.00."}}], "notes": [], "near": []}','302cab259e9e27b3','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','contracts/rules/6a7c550be39e',1.79606824089118504526e+09,1.79606824089118504526e+09,1.79606824089118504526e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(4,'2035a8ef3a2ceacadc6a7aa9','contracts','governing-law-missing','finding','open','medium','No governing law found in the document.',1.0,'5f6fb2e6e3c6a7be','{"values": [], "places": [], "notes": [], "near": []}','f0f654aad8c39ff2','8d62f25d1c37b2bf89e08e611d60340a49308b60d672b24e5ef6e9d9ad1c57b6','contracts/rules/6a7c550be39e',1.79606824089118504526e+09,1.79606824089118504526e+09,1.79606824089118504526e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(5,'2035a8ef3a2ceacadc6a7aa9','contracts','no-law','finding','open','medium','No law is named.',1.0,'5f6fb2e6e3c6a7be','{"values": [], "places": [], "notes": [], "near": []}','0078dd755cdce235','8d62f25d1c37b2bf89e08e611d60340a49308b60d672b24e5ef6e9d9ad1c57b6','contracts/rules/6a7c550be39e',1.79606824089118504526e+09,1.79606824089118504526e+09,1.79606824089118504526e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(6,'c735f235171fa226841f0eb7','contracts','old-without-end','finding','open','medium','It has been in force since 2014-05-20; no end was found or agreed.',1.0,'2f0d5c59b1a6940b','{"values": [{"category": "EffectiveDate", "value": "2014-05-20", "confidence": 1.0}], "places": [{"category": "EffectiveDate", "value": "2014-05-20", "text": "May 20, 2014", "offset": 55, "length": 12, "page": null, "confidence": 1.0, "sentence": {"start": 26, "text": "This Agreement is made as of May 20, 2014 between Orion Labs Inc. and Vega LLC."}}], "notes": [], "near": []}','687aed357cc1d6e9','5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b','contracts/rules/6a7c550be39e',1.79606824089118504526e+09,1.79606824089118504526e+09,1.79606824089118504526e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(7,'c735f235171fa226841f0eb7','contracts','term-missing','finding','open','low','No term was found; the agreement may have no end.',1.0,'cedfabaf71e7656f','{"values": [], "places": [], "notes": [], "near": []}','f47b56a8d1109419','5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b','contracts/rules/6a7c550be39e',1.79606824089118504526e+09,1.79606824089118504526e+09,1.79606824089118504526e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(8,'82732e8bbdd1517f23c537a4','contracts','governing-law-missing','finding','open','medium','No governing law found in the document.',1.0,'5f6fb2e6e3c6a7be','{"values": [], "places": [], "notes": [], "near": []}','f0f654aad8c39ff2','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532','contracts/rules/6a7c550be39e',1.79606824089118504526e+09,1.79606824089118504526e+09,1.79606824089118504526e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(9,'82732e8bbdd1517f23c537a4','contracts','no-law','finding','open','medium','No law is named.',1.0,'5f6fb2e6e3c6a7be','{"values": [], "places": [], "notes": [], "near": []}','0078dd755cdce235','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532','contracts/rules/6a7c550be39e',1.79606824089118504526e+09,1.79606824089118504526e+09,1.79606824089118504526e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(10,'82732e8bbdd1517f23c537a4','contracts','term-missing','finding','open','low','No term was found; the agreement may have no end.',1.0,'cedfabaf71e7656f','{"values": [], "places": [], "notes": [], "near": []}','f47b56a8d1109419','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532','contracts/rules/6a7c550be39e',1.79606824089118504526e+09,1.79606824089118504526e+09,1.79606824089118504526e+09,NULL,NULL,'',NULL,NULL,'','[]');
CREATE TABLE history (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at       REAL NOT NULL,
    who      TEXT NOT NULL,
    act      TEXT NOT NULL,
    kind     TEXT NOT NULL,  -- of the subject
    subject  TEXT NOT NULL,  -- the id of a document, the name of anything else
    details  TEXT NOT NULL   -- JSON
);
INSERT INTO "history" VALUES(1,1.7960682262857713699e+09,'ada','collection','collection','default','{"folder": "/tmp/enricher-jprtuwts/contracts"}');
INSERT INTO "history" VALUES(2,1.79606824197820472716e+09,'unknown','policy','project','contracts','{"file": "large.yaml", "shipped": false, "before": null, "after": "16ef6dad49606bee48cd73277bd6a044eeca21c80f7d942978f046c6daccfbfa"}');
INSERT INTO "history" VALUES(3,1.79606824197834730148e+09,'unknown','policy','project','contracts','{"file": "no-law.yaml", "shipped": false, "before": null, "after": "9eab40841a1f9040cfe6f70b8b945b40b7424ac2ad3566c0085c921d130293ab"}');
INSERT INTO "history" VALUES(4,1.79606824867006635666e+09,'ada','create-project','project','loans','{}');
INSERT INTO "history" VALUES(5,1.79606824952502036095e+09,'ada','import','project','loans','{"added": 1, "replaced": 0, "labels": 2, "categories": []}');
INSERT INTO "history" VALUES(6,1.79606825011129236221e+09,'ada','accept','document','a9aa47a912e068f940787bdb','{"finding": 2, "policy": "large", "project": "contracts", "reason": "approved by the board", "until": null}');
CREATE TABLE index_log (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    document TEXT NOT NULL,
    at       REAL NOT NULL,
    entry    TEXT            -- JSON, NULL where the index has it no more
);
INSERT INTO "index_log" VALUES(1,'82732e8bbdd1517f23c537a4',1.79606823361810922622e+09,'{"collections":["default"],"fields":{"EffectiveDate":[{"by":["pattern"],"date":"2021-05-02","value":"2021-05-02"}],"Money":[{"by":["detector"],"currency":"USD","number":"900.00","value":"900.00 USD"}],"Party":[{"by":["pattern"],"value":"Vega LLC"},{"by":["pattern"],"value":"Harbour Inc."}]},"language":"en","media_type":"text/plain","models":["contracts/rules/6a7c550be39e"],"paths":["/tmp/enricher-jprtuwts/contracts/lease.txt"],"seen":1796068227,"sha256":"ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532","title":"lease.txt"}');
INSERT INTO "index_log" VALUES(2,'a9aa47a912e068f940787bdb',1.79606823398875784869e+09,'{"collections":["default"],"fields":{"EffectiveDate":[{"by":["pattern"],"date":"2020-03-01","value":"2020-03-01"}],"Jurisdiction":[{"by":["pattern"],"value":"New York"}],"Money":[{"by":["detector"],"currency":"USD","number":"1500000.00","value":"1500000.00 USD"}],"Party":[{"by":["pattern"],"value":"Vega LLC"},{"by":["pattern"],"value":"Harbor Bank Inc."}]},"language":"en","media_type":"text/plain","models":["contracts/rules/6a7c550be39e"],"paths":["/tmp/enricher-jprtuwts/contracts/loan.txt"],"seen":1796068227,"sha256":"d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331","title":"loan.txt"}');
INSERT INTO "index_log" VALUES(3,'2035a8ef3a2ceacadc6a7aa9',1.79606823398875784869e+09,'{"collections":["default"],"fields":{"Money":[{"by":["detector"],"currency":"USD","number":"250.00","value":"250.00 USD"}],"Party":[{"by":["pattern"],"value":"Orion Labs Inc."}]},"language":"en","media_type":"text/plain","models":["contracts/rules/6a7c550be39e"],"paths":["/tmp/enricher-jprtuwts/contracts/memo.txt"],"seen":1796068227,"sha256":"8d62f25d1c37b2bf89e08e611d60340a49308b60d672b24e5ef6e9d9ad1c57b6","title":"memo.txt"}');
INSERT INTO "index_log" VALUES(4,'c735f235171fa226841f0eb7',1.79606823398875784869e+09,'{"collections":["default"],"fields":{"EffectiveDate":[{"by":["pattern"],"date":"2014-05-20","value":"2014-05-20"}],"Jurisdiction":[{"by":["pattern"],"value":"Delaware"}],"Party":[{"by":["pattern"],"value":"Orion Labs Inc."},{"by":["pattern"],"value":"Vega LLC"}]},"language":"en","media_type":"text/plain","models":["contracts/rules/6a7c550be39e"],"paths":["/tmp/enricher-jprtuwts/contracts/nda.txt"],"seen":1796068227,"sha256":"5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b","title":"nda.txt"}');
INSERT INTO "index_log" VALUES(5,'c735f235171fa226841f0eb7',1.79606823521334815025e+09,'{"collections":["default"],"corrections":[[1,"tag","Party","the borrower","","","ada",1796068234.681405]],"fields":{"EffectiveDate":[{"by":["pattern"],"date":"2014-05-20","value":"2014-05-20"}],"Jurisdiction":[{"by":["pattern"],"value":"Delaware"}],"Party":[{"by":["pattern"],"value":"Orion Labs Inc."},{"by":["pattern"],"value":"Vega LLC"},{"by":["human"],"value":"the borrower","who":["ada"]}]},"language":"en","media_type":"text/plain","models":["contracts/rules/6a7c550be39e"],"paths":["/tmp/enricher-jprtuwts/contracts/nda.txt"],"seen":1796068227,"sha256":"5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b","title":"nda.txt"}');
INSERT INTO "index_log" VALUES(6,'c735f235171fa226841f0eb7',1.79606823637682080268e+09,'{"collections":["default"],"corrections":[[1,"tag","Party","the borrower","","","ada",1796068234.681405],[2,"reject","Party","Vega LLC","","","ada",1796068235.61159]],"fields":{"EffectiveDate":[{"by":["pattern"],"date":"2014-05-20","value":"2014-05-20"}],"Jurisdiction":[{"by":["pattern"],"value":"Delaware"}],"Party":[{"by":["pattern"],"value":"Orion Labs Inc."},{"by":["human"],"value":"the borrower","who":["ada"]}]},"language":"en","media_type":"text/plain","models":["contracts/rules/6a7c550be39e"],"paths":["/tmp/enricher-jprtuwts/contracts/nda.txt"],"seen":1796068227,"sha256":"5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b","title":"nda.txt"}');
INSERT INTO "index_log" VALUES(7,'82732e8bbdd1517f23c537a4',1.79606823884892368315e+09,'{"collections":["default"],"fields":{"EffectiveDate":[{"by":["pattern"],"date":"2021-05-02","value":"2021-05-02"}],"Money":[{"by":["detector"],"currency":"USD","number":"900.00","value":"900.00 USD"}],"Party":[{"by":["pattern"],"value":"Vega LLC"},{"by":["pattern"],"value":"Harbor Bank Inc."}]},"language":"en","media_type":"text/plain","models":["contracts/rules/6a7c550be39e"],"paths":["/tmp/enricher-jprtuwts/contracts/lease.txt"],"seen":1796068227,"sha256":"ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532","title":"lease.txt"}');
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
INSERT INTO "meta" VALUES('index_log_since','1796068226.21001');
INSERT INTO "meta" VALUES('party_rule','4fd35d4c2fbb49e3');
INSERT INTO "meta" VALUES('index_generation','4cc8e45fe1414017a01528ab09ab8132');
CREATE TABLE outbox (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    document TEXT NOT NULL UNIQUE,
    audit    INTEGER NOT NULL DEFAULT 1  -- 0: only its findings changed, so policies need not be asked
);
CREATE TABLE owed (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    document   TEXT NOT NULL UNIQUE REFERENCES documents (id) ON DELETE CASCADE,
    top        TEXT NOT NULL,
    attempts   INTEGER NOT NULL DEFAULT 0,
    not_before REAL NOT NULL DEFAULT 0,
    taken_by   TEXT,
    again      INTEGER NOT NULL DEFAULT 0  -- it has those of another model until then
);
CREATE TABLE parties (
    key   TEXT PRIMARY KEY,
    shown TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "parties" VALUES('harbor bank inc','Harbor Bank Inc.');
INSERT INTO "parties" VALUES('harbour inc','Harbor Bank Inc.');
INSERT INTO "parties" VALUES('orion labs inc','Orion Labs Inc.');
INSERT INTO "parties" VALUES('vega llc','Vega LLC');
INSERT INTO "parties" VALUES('borrower','the borrower');
CREATE TABLE party_apart (
    one   TEXT NOT NULL REFERENCES party_names (name),
    other TEXT NOT NULL REFERENCES party_names (name),
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE TABLE party_changes (
    key TEXT PRIMARY KEY
) WITHOUT ROWID;
CREATE TABLE party_log (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at       REAL NOT NULL,
    who      TEXT NOT NULL,
    act      TEXT NOT NULL,
    names    TEXT NOT NULL,  -- JSON
    shown    TEXT NOT NULL
);
INSERT INTO "party_log" VALUES(1,1.79606823796282672875e+09,'ada','merge','["Harbor Bank Inc.", "Harbour Inc."]','Harbor Bank Inc.');
CREATE TABLE party_members (
    name  TEXT PRIMARY KEY REFERENCES party_names (name),
    merge INTEGER NOT NULL REFERENCES party_merges (id) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO "party_members" VALUES('Harbor Bank Inc.',1);
INSERT INTO "party_members" VALUES('Harbour Inc.',1);
CREATE TABLE party_mentions (
    document TEXT NOT NULL REFERENCES bodies (document) ON DELETE CASCADE,
    name     TEXT NOT NULL REFERENCES party_names (name),
    PRIMARY KEY (document, name)
) WITHOUT ROWID;
INSERT INTO "party_mentions" VALUES('a9aa47a912e068f940787bdb','Harbor Bank Inc.');
INSERT INTO "party_mentions" VALUES('82732e8bbdd1517f23c537a4','Harbour Inc.');
INSERT INTO "party_mentions" VALUES('2035a8ef3a2ceacadc6a7aa9','Orion Labs Inc.');
INSERT INTO "party_mentions" VALUES('c735f235171fa226841f0eb7','Orion Labs Inc.');
INSERT INTO "party_mentions" VALUES('82732e8bbdd1517f23c537a4','Vega LLC');
INSERT INTO "party_mentions" VALUES('a9aa47a912e068f940787bdb','Vega LLC');
INSERT INTO "party_mentions" VALUES('c735f235171fa226841f0eb7','the borrower');
CREATE TABLE party_merges (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    shown  TEXT NOT NULL REFERENCES party_names (name),
    within INTEGER REFERENCES party_merges (id)  -- the merge that it is a part of
);
INSERT INTO "party_merges" VALUES(1,'Harbor Bank Inc.',NULL);
CREATE TABLE party_names (
    name      TEXT PRIMARY KEY,
    key       TEXT NOT NULL,
    documents INTEGER NOT NULL DEFAULT 0  -- how many use it
) WITHOUT ROWID;
INSERT INTO "party_names" VALUES('Harbor Bank Inc.','harbor bank inc',1);
INSERT INTO "party_names" VALUES('Harbour Inc.','harbour inc',1);
INSERT INTO "party_names" VALUES('Orion Labs Inc.','orion labs inc',2);
INSERT INTO "party_names" VALUES('Vega LLC','vega llc',2);
INSERT INTO "party_names" VALUES('the borrower','borrower',1);
CREATE TABLE party_shown_log (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    key      TEXT NOT NULL,
    at       REAL NOT NULL,
    shown    TEXT NOT NULL
);
INSERT INTO "party_shown_log" VALUES(1,'harbour inc',1.79606823332101106643e+09,'Harbour Inc.');
INSERT INTO "party_shown_log" VALUES(2,'vega llc',1.79606823332101106643e+09,'Vega LLC');
INSERT INTO "party_shown_log" VALUES(3,'harbor bank inc',1.79606823362501263614e+09,'Harbor Bank Inc.');
INSERT INTO "party_shown_log" VALUES(4,'orion labs inc',1.79606823366098117831e+09,'Orion Labs Inc.');
INSERT INTO "party_shown_log" VALUES(5,'borrower',1.79606823469799017902e+09,'the borrower');
INSERT INTO "party_shown_log" VALUES(6,'harbour inc',1.79606823796298956867e+09,'Harbor Bank Inc.');
CREATE TABLE policy_files (
    project TEXT NOT NULL,
    file    TEXT NOT NULL,
    sha256  TEXT NOT NULL,
    PRIMARY KEY (project, file)
) WITHOUT ROWID;
INSERT INTO "policy_files" VALUES('contracts','large.yaml','16ef6dad49606bee48cd73277bd6a044eeca21c80f7d942978f046c6daccfbfa');
INSERT INTO "policy_files" VALUES('contracts','no-law.yaml','9eab40841a1f9040cfe6f70b8b945b40b7424ac2ad3566c0085c921d130293ab');
INSERT INTO "policy_files" VALUES('contracts','shipped/bank-details.yaml','e46e92f6d368549bac5e13d5e29afe194129930ac96c08570c3b8236fae186e2');
INSERT INTO "policy_files" VALUES('contracts','shipped/blocked-party.yaml','af65855a10b64903bd0d55f0771d743b7b55d78338e726c46dc18b3d6ea5d890');
INSERT INTO "policy_files" VALUES('contracts','shipped/effective-date-missing.yaml','b8acab1513d2aed40d99c7b4dd62f248db2ef83c6464fafc62296f0407490958');
INSERT INTO "policy_files" VALUES('contracts','shipped/ended.yaml','246e623f5644147c41f6ca91e0feb860516075eab82d7c3bc0a51fad7ecb4d8f');
INSERT INTO "policy_files" VALUES('contracts','shipped/ends-soon.yaml','61c3e3eed046fc68429c4fb8504424493ac20fda8c55b2e1c4f7a6696ed8b8e8');
INSERT INTO "policy_files" VALUES('contracts','shipped/governing-law-missing.yaml','59dd6972c4b811837f2b67ff6f145123b3770f4e3037e19ec8325a6a91541509');
INSERT INTO "policy_files" VALUES('contracts','shipped/governing-law-not-accepted.yaml','796f9851f9961213ca4ea622aa89ee7bccb444037b049fe987029a6bcccb31e4');
INSERT INTO "policy_files" VALUES('contracts','shipped/implausible-effective-date.yaml','3fa5e4dfe856cba5d9a35982bfcba1994006ed22603ad6875b61a3e4f3d5d602');
INSERT INTO "policy_files" VALUES('contracts','shipped/large-amount.yaml','ab2c5ec04a31e4cae48d17c3f8b6cd1a32fed9b8adaa3be54336b06b2a1aa12d');
INSERT INTO "policy_files" VALUES('contracts','shipped/lists/accepted-jurisdictions.txt','839d6f4706618fc17a854629bceb4acfc73b671305dd4d469aab846d69d879d0');
INSERT INTO "policy_files" VALUES('contracts','shipped/old-without-end.yaml','9beabe7bf95dfa9e0f67058c575e9f1d4b7e67f59f0dcf027bf4655cf769780a');
INSERT INTO "policy_files" VALUES('contracts','shipped/partly-read.yaml','3d7744ae3ed1187cbe6d1488f49a7633d780e4d2360d0d602078c5eb9cea8949');
INSERT INTO "policy_files" VALUES('contracts','shipped/private-mail-address.yaml','a38811a8f16b384947363e51cffbd1d41fcbec0f350a3a9aea0195fb2531598b');
INSERT INTO "policy_files" VALUES('contracts','shipped/several-currencies.yaml','4532772ae3429d9759739af1c53f4333fb2b997a168178f9015a98ab5ff0b2ec');
INSERT INTO "policy_files" VALUES('contracts','shipped/single-party.yaml','31688935340db743a3ebd1aafa603a14050508fa16343e36e06194d5f873a6a4');
INSERT INTO "policy_files" VALUES('contracts','shipped/term-missing.yaml','96594f5eaea9eb1430918ba83235eec04e92a07093546b01391f3697dbd5c4b4');
INSERT INTO "policy_files" VALUES('contracts','shipped/term-too-long.yaml','998f1ea8395164c8e3d6efb97c1b988dbb050fd1e83b7f1f0696dc156dffb6b9');
INSERT INTO "policy_files" VALUES('contracts','shipped/term-too-short.yaml','c99c81941df5d58d15b7f959dd882e161c2965daa5dbf3dac1043455c5c79c0b');
INSERT INTO "policy_files" VALUES('contracts','shipped/unsure-reading.yaml','6b462df03d2516fd31f0b9c4271003d6455852dc0d5a09d5f69978bff967e3bc');
CREATE TABLE policy_sources (
    project TEXT NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('policy', 'list')),
    name    TEXT NOT NULL,
    file    TEXT NOT NULL,
    names   INTEGER,         -- how many a list had
    PRIMARY KEY (project, kind, name)
) WITHOUT ROWID;
INSERT INTO "policy_sources" VALUES('contracts','policy','large','large.yaml',NULL);
INSERT INTO "policy_sources" VALUES('contracts','policy','no-law','no-law.yaml',NULL);
CREATE TABLE reminder_messages (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT NOT NULL UNIQUE,
    place      TEXT NOT NULL,
    content    TEXT NOT NULL,  -- JSON
    made_at    REAL NOT NULL,
    attempts   INTEGER NOT NULL DEFAULT 0,
    not_before REAL NOT NULL DEFAULT 0,
    taken_by   TEXT,
    error      TEXT NOT NULL DEFAULT '',
    sent_at    REAL
);
CREATE TABLE reminder_places (
    place     TEXT PRIMARY KEY,
    findings  INTEGER NOT NULL DEFAULT 0,
    deadlines INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE roots (
    path       BLOB PRIMARY KEY,
    collection TEXT NOT NULL,
    device     INTEGER,      -- of the disk it was on; another one may be an empty mount
    held       TEXT          -- why nothing below it is forgotten, NULL where that is not so
);
INSERT INTO "roots" VALUES(X'2F746D702F656E7269636865722D6A707274757774732F636F6E747261637473','default',65024,NULL);
CREATE TABLE searches (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    name    TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,       -- the query of its page
    made_at REAL NOT NULL,
    title   TEXT NOT NULL DEFAULT ''
);
INSERT INTO "searches" VALUES(1,'delaware','q=Jurisdiction%3DDelaware',1.79606825003782129288e+09,'By Delaware law');
CREATE TABLE sessions (
    digest BLOB PRIMARY KEY,
    ends   REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE trainings (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    project    TEXT NOT NULL,
    request    TEXT NOT NULL,               -- JSON
    state      TEXT NOT NULL DEFAULT 'queued'
               CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    asked_at   REAL NOT NULL,
    started_at REAL,
    ended_at   REAL,
    runs       INTEGER NOT NULL DEFAULT 0,  -- how often it was begun
    ending     TEXT NOT NULL DEFAULT '' CHECK (ending IN ('', 'drop', 'keep')),  -- asked for by a person
    report     TEXT NOT NULL DEFAULT '{}',  -- JSON: how far it is
    result     TEXT,                        -- JSON
    error      TEXT NOT NULL DEFAULT '',
    taken_by   TEXT
);
CREATE TABLE undecided (
    project  TEXT NOT NULL,
    policy   TEXT NOT NULL,
    document TEXT NOT NULL,
    reason   TEXT NOT NULL,
    stopped  INTEGER NOT NULL DEFAULT 0,  -- the policy took too long or too much
    PRIMARY KEY (project, policy, document)
) WITHOUT ROWID;
INSERT INTO "undecided" VALUES('contracts','ended','2035a8ef3a2ceacadc6a7aa9','EffectiveDate is missing',0);
INSERT INTO "undecided" VALUES('contracts','ended','82732e8bbdd1517f23c537a4','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','ended','a9aa47a912e068f940787bdb','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','ended','c735f235171fa226841f0eb7','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','ends-soon','2035a8ef3a2ceacadc6a7aa9','EffectiveDate is missing',0);
INSERT INTO "undecided" VALUES('contracts','ends-soon','82732e8bbdd1517f23c537a4','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','ends-soon','a9aa47a912e068f940787bdb','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','ends-soon','c735f235171fa226841f0eb7','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','governing-law-not-accepted','2035a8ef3a2ceacadc6a7aa9','Jurisdiction is missing',0);
INSERT INTO "undecided" VALUES('contracts','governing-law-not-accepted','82732e8bbdd1517f23c537a4','Jurisdiction is missing',0);
INSERT INTO "undecided" VALUES('contracts','implausible-effective-date','2035a8ef3a2ceacadc6a7aa9','EffectiveDate is missing',0);
INSERT INTO "undecided" VALUES('contracts','old-without-end','2035a8ef3a2ceacadc6a7aa9','EffectiveDate is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-long','2035a8ef3a2ceacadc6a7aa9','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-long','82732e8bbdd1517f23c537a4','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-long','a9aa47a912e068f940787bdb','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-long','c735f235171fa226841f0eb7','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-short','2035a8ef3a2ceacadc6a7aa9','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-short','82732e8bbdd1517f23c537a4','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-short','a9aa47a912e068f940787bdb','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-short','c735f235171fa226841f0eb7','Term is missing',0);
CREATE TABLE versions (
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    sha256   TEXT NOT NULL,
    seen_at  REAL NOT NULL
);
INSERT INTO "versions" VALUES('85b7f6853b28c8bd36e72e1e','a88de0230a73353f8f8b5cba840ecdce560c652f1a82fd547d6f7b327005408a',1.79606822691335916517e+09);
INSERT INTO "versions" VALUES('82732e8bbdd1517f23c537a4','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532',1.79606822691389274599e+09);
INSERT INTO "versions" VALUES('a9aa47a912e068f940787bdb','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331',1.79606822691414904592e+09);
INSERT INTO "versions" VALUES('2035a8ef3a2ceacadc6a7aa9','8d62f25d1c37b2bf89e08e611d60340a49308b60d672b24e5ef6e9d9ad1c57b6',1.7960682269143922329e+09);
INSERT INTO "versions" VALUES('c735f235171fa226841f0eb7','5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b',1.79606822691463303563e+09);
CREATE INDEX documents_state ON documents (state, not_before);
CREATE INDEX documents_sha256 ON documents (sha256);
CREATE INDEX documents_top ON documents (top);
CREATE INDEX documents_orphaned ON documents (orphaned) WHERE orphaned IS NOT NULL;
CREATE INDEX files_folder ON files (folder);
CREATE INDEX files_inode ON files (inode, device);
CREATE INDEX files_document ON files (document);
CREATE INDEX files_state ON files (state, not_before);
CREATE INDEX files_missing ON files (root) WHERE missing_since IS NOT NULL;
CREATE INDEX versions_document ON versions (document);
CREATE INDEX owed_top ON owed (top);
CREATE INDEX owed_waiting ON owed (not_before, number) WHERE taken_by IS NULL;
CREATE INDEX index_log_document ON index_log (document, at);
CREATE TRIGGER index_log_is_not_changed BEFORE UPDATE ON index_log BEGIN
    SELECT RAISE(ABORT, 'the log of the index is only ever added to');
END;
CREATE TRIGGER index_log_is_not_deleted BEFORE DELETE ON index_log BEGIN
    SELECT RAISE(ABORT, 'the log of the index is only ever added to');
END;
CREATE TRIGGER index_log_is_not_replaced BEFORE INSERT ON index_log
WHEN EXISTS (SELECT 1 FROM index_log WHERE sequence = NEW.sequence) BEGIN
    SELECT RAISE(ABORT, 'the log of the index is only ever added to');
END;
CREATE INDEX corrections_document ON corrections (document) WHERE undone_at IS NULL;
CREATE INDEX corrections_top ON corrections (top);
CREATE INDEX corrections_path ON corrections (path) WHERE path IS NOT NULL;
CREATE INDEX corrections_sha256 ON corrections (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX corrections_unfollowed ON corrections (id) WHERE NOT followed;
CREATE TRIGGER corrected_file_went AFTER DELETE ON files WHEN OLD.document IS NOT NULL BEGIN
    UPDATE corrections SET path = OLD.path WHERE top = OLD.document;
END;
CREATE TRIGGER corrected_document_went AFTER DELETE ON documents WHEN OLD.member = '' BEGIN
    UPDATE corrections SET sha256 = OLD.sha256 WHERE top = OLD.id;
END;
CREATE TRIGGER correction_is_not_changed
BEFORE UPDATE OF id, act, category, said, who, at ON corrections BEGIN
    SELECT RAISE(ABORT, 'what a correction says does not change');
END;
CREATE TRIGGER correction_is_undone_once
BEFORE UPDATE OF undone_by, undone_at ON corrections WHEN OLD.undone_at IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'a correction is taken back once');
END;
CREATE TRIGGER correction_is_not_deleted BEFORE DELETE ON corrections BEGIN
    SELECT RAISE(ABORT, 'corrections are taken back, not deleted');
END;
CREATE TRIGGER correction_is_not_replaced BEFORE INSERT ON corrections
WHEN EXISTS (SELECT 1 FROM corrections WHERE id = NEW.id) BEGIN
    SELECT RAISE(ABORT, 'what a correction says does not change');
END;
CREATE INDEX party_names_key ON party_names (key);
CREATE INDEX party_mentions_name ON party_mentions (name);
CREATE INDEX parties_shown ON parties (shown);
CREATE TRIGGER party_mention_came AFTER INSERT ON party_mentions BEGIN
    UPDATE party_names SET documents = documents + 1 WHERE name = NEW.name;
    INSERT OR IGNORE INTO party_changes SELECT key FROM party_names WHERE name = NEW.name;
END;
CREATE TRIGGER party_mention_went AFTER DELETE ON party_mentions BEGIN
    UPDATE party_names SET documents = documents - 1 WHERE name = OLD.name;
    INSERT OR IGNORE INTO party_changes SELECT key FROM party_names WHERE name = OLD.name;
END;
CREATE INDEX party_merges_within ON party_merges (within);
CREATE INDEX party_merges_shown ON party_merges (shown);
CREATE INDEX party_members_merge ON party_members (merge);
CREATE INDEX party_apart_other ON party_apart (other);
CREATE TRIGGER party_log_is_not_changed BEFORE UPDATE ON party_log BEGIN
    SELECT RAISE(ABORT, 'the log of parties is only ever added to');
END;
CREATE TRIGGER party_log_is_not_deleted BEFORE DELETE ON party_log BEGIN
    SELECT RAISE(ABORT, 'the log of parties is only ever added to');
END;
CREATE TRIGGER party_log_is_not_replaced BEFORE INSERT ON party_log
WHEN EXISTS (SELECT 1 FROM party_log WHERE sequence = NEW.sequence) BEGIN
    SELECT RAISE(ABORT, 'the log of parties is only ever added to');
END;
CREATE INDEX party_shown_log_key ON party_shown_log (key, at);
CREATE TRIGGER shown_name_came AFTER INSERT ON parties BEGIN
    INSERT INTO party_shown_log (key, at, shown)
    VALUES (NEW.key, (julianday('now') - 2440587.5) * 86400.0, NEW.shown);
END;
CREATE TRIGGER shown_name_changed AFTER UPDATE ON parties WHEN OLD.shown != NEW.shown BEGIN
    INSERT INTO party_shown_log (key, at, shown)
    VALUES (NEW.key, (julianday('now') - 2440587.5) * 86400.0, NEW.shown);
END;
CREATE TRIGGER shown_name_went AFTER DELETE ON parties BEGIN
    INSERT INTO party_shown_log (key, at, shown)
    VALUES (OLD.key, (julianday('now') - 2440587.5) * 86400.0, '');
END;
CREATE INDEX findings_policy ON findings (project, policy);
CREATE INDEX findings_state ON findings (state);
CREATE INDEX finding_log_finding ON finding_log (finding);
CREATE TRIGGER finding_log_is_not_changed BEFORE UPDATE ON finding_log BEGIN
    SELECT RAISE(ABORT, 'the log of findings is only ever added to');
END;
CREATE TRIGGER finding_log_is_not_deleted BEFORE DELETE ON finding_log BEGIN
    SELECT RAISE(ABORT, 'the log of findings is only ever added to');
END;
CREATE TRIGGER finding_came AFTER INSERT ON findings BEGIN
    INSERT INTO finding_log (finding, at, state, kind, severity, message, evidence, version,
        sha256, accepted_by, reason, why)
    VALUES (NEW.number, NEW.changed, NEW.state, NEW.kind, NEW.severity, NEW.message,
        NEW.evidence, NEW.version, NEW.sha256, NEW.accepted_by, NEW.reason, NEW.why);
END;
CREATE TRIGGER finding_changed AFTER UPDATE ON findings
WHEN (OLD.state, OLD.kind, OLD.severity, OLD.facts) != (NEW.state, NEW.kind, NEW.severity, NEW.facts)
BEGIN
    INSERT INTO finding_log (finding, at, state, kind, severity, message, evidence, version,
        sha256, accepted_by, reason, why)
    VALUES (NEW.number, NEW.changed, NEW.state, NEW.kind, NEW.severity, NEW.message,
        NEW.evidence, NEW.version, NEW.sha256, NEW.accepted_by, NEW.reason, NEW.why);
END;
CREATE INDEX undecided_document ON undecided (document);
CREATE TRIGGER index_write_owes_audit AFTER INSERT ON outbox WHEN NEW.audit BEGIN
    DELETE FROM audit_owed WHERE document = NEW.document;
    INSERT INTO audit_owed (document) VALUES (NEW.document);
END;
CREATE INDEX audit_log_document ON audit_log (document, at);
CREATE TRIGGER audit_log_is_not_changed BEFORE UPDATE ON audit_log BEGIN
    SELECT RAISE(ABORT, 'the log of audits is only ever added to');
END;
CREATE TRIGGER audit_log_is_not_deleted BEFORE DELETE ON audit_log BEGIN
    SELECT RAISE(ABORT, 'the log of audits is only ever added to');
END;
CREATE INDEX reminder_messages_waiting ON reminder_messages (number) WHERE sent_at IS NULL;
CREATE INDEX history_subject ON history (subject);
CREATE TRIGGER history_is_not_changed BEFORE UPDATE ON history BEGIN
    SELECT RAISE(ABORT, 'the history is only ever added to');
END;
CREATE TRIGGER history_is_not_deleted BEFORE DELETE ON history BEGIN
    SELECT RAISE(ABORT, 'the history is only ever added to');
END;
CREATE TRIGGER history_is_not_replaced BEFORE INSERT ON history
WHEN EXISTS (SELECT 1 FROM history WHERE sequence = NEW.sequence) BEGIN
    SELECT RAISE(ABORT, 'the history is only ever added to');
END;
CREATE INDEX trainings_state ON trainings (state);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('history',6);
INSERT INTO "sqlite_sequence" VALUES('files',5);
INSERT INTO "sqlite_sequence" VALUES('documents',5);
INSERT INTO "sqlite_sequence" VALUES('audit_owed',23);
INSERT INTO "sqlite_sequence" VALUES('outbox',28);
INSERT INTO "sqlite_sequence" VALUES('party_shown_log',6);
INSERT INTO "sqlite_sequence" VALUES('index_log',7);
INSERT INTO "sqlite_sequence" VALUES('corrections',3);
INSERT INTO "sqlite_sequence" VALUES('party_merges',1);
INSERT INTO "sqlite_sequence" VALUES('party_log',1);
INSERT INTO "sqlite_sequence" VALUES('finding_log',11);
INSERT INTO "sqlite_sequence" VALUES('findings',10);
INSERT INTO "sqlite_sequence" VALUES('audit_log',4);
INSERT INTO "sqlite_sequence" VALUES('searches',1);
COMMIT;
PRAGMA application_id=1701727303;
PRAGMA user_version=1;
