BEGIN TRANSACTION;
CREATE TABLE audit_log (
    sequence  INTEGER PRIMARY KEY AUTOINCREMENT,
    document  TEXT NOT NULL,
    at        REAL NOT NULL,
    undecided TEXT NOT NULL  -- JSON: PROJECT/POLICY of those that could not say, with the reason
);
INSERT INTO "audit_log" VALUES(1,'02d174144148db3ce6cd9dcd',1.79606790678428149222e+09,'{"contracts/ended":"Term is missing","contracts/ends-soon":"Term is missing","contracts/term-too-long":"Term is missing","contracts/term-too-short":"Term is missing"}');
INSERT INTO "audit_log" VALUES(2,'671aec74dced733ca735617f',1.79606790678428149222e+09,'{"contracts/ended":"Term is missing","contracts/ends-soon":"Term is missing","contracts/term-too-long":"Term is missing","contracts/term-too-short":"Term is missing"}');
INSERT INTO "audit_log" VALUES(3,'ea230d56c64a94a1bcd97c1a',1.79606790678428149222e+09,'{"contracts/ended":"EffectiveDate is missing","contracts/ends-soon":"EffectiveDate is missing","contracts/governing-law-not-accepted":"Jurisdiction is missing","contracts/implausible-effective-date":"EffectiveDate is missing","contracts/old-without-end":"EffectiveDate is missing","contracts/term-too-long":"Term is missing","contracts/term-too-short":"Term is missing"}');
INSERT INTO "audit_log" VALUES(4,'f471df474ffeba2975aaf443',1.79606790678428149222e+09,'{"contracts/ended":"Term is missing","contracts/ends-soon":"Term is missing","contracts/governing-law-not-accepted":"Jurisdiction is missing","contracts/term-too-long":"Term is missing","contracts/term-too-short":"Term is missing"}');
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
INSERT INTO "audited" VALUES('contracts','effective-date-missing','398d90ae5a0c0dd1','2026-11-30',1.79606790123541402819e+09,'{"policy": "8a0a3ab3638df1f6", "schema": "39aa8913df1cc433"}');
INSERT INTO "audited" VALUES('contracts','ended','8c3a3629f1ff4b7d','2026-11-30',1.79606790123541402819e+09,'{"policy": "4263a58c29d76e48", "schema": "39aa8913df1cc433"}');
INSERT INTO "audited" VALUES('contracts','ends-soon','67214e9a3269ccb9','2026-11-30',1.79606790123541402819e+09,'{"policy": "edc08b411efa5aa0", "schema": "39aa8913df1cc433"}');
INSERT INTO "audited" VALUES('contracts','governing-law-missing','f0f654aad8c39ff2','2026-11-30',1.79606790123541402819e+09,'{"policy": "4a2802e751894553", "schema": "b736e20fa3299930"}');
INSERT INTO "audited" VALUES('contracts','governing-law-not-accepted','f154fa1e05090f39','2026-11-30',1.79606790123541402819e+09,'{"policy": "8bc47be8257c31da", "list:accepted-jurisdictions": "3489ab2102c9f5ce", "schema": "b736e20fa3299930"}');
INSERT INTO "audited" VALUES('contracts','implausible-effective-date','cfd3ec2ae5e9fd1b','2026-11-30',1.79606790123541402819e+09,'{"policy": "8dbc4edd9ec7b325", "schema": "6ad1148694402f08"}');
INSERT INTO "audited" VALUES('contracts','large','3e1e012c7854527f','2026-11-30',1.79606790123541402819e+09,'{"policy": "aa7d34f536308752", "schema": "a5bad78866124fe9"}');
INSERT INTO "audited" VALUES('contracts','large-amount','302cab259e9e27b3','2026-11-30',1.79606790123541402819e+09,'{"policy": "7f0792b74f0bbcf8", "schema": "a5bad78866124fe9"}');
INSERT INTO "audited" VALUES('contracts','no-law','0078dd755cdce235','2026-11-30',1.79606790123541402819e+09,'{"policy": "3306a07d5a95bdd5", "schema": "b736e20fa3299930"}');
INSERT INTO "audited" VALUES('contracts','old-without-end','687aed357cc1d6e9','2026-11-30',1.79606790123541402819e+09,'{"policy": "17a0f4a959511a90", "schema": "39aa8913df1cc433"}');
INSERT INTO "audited" VALUES('contracts','partly-read','41b5b03bd487e05f','2026-11-30',1.79606790123541402819e+09,'{"policy": "0f08213710f734dd", "schema": "4f53cda18c2baa0c"}');
INSERT INTO "audited" VALUES('contracts','several-currencies','073101e9da1c9f5d','2026-11-30',1.79606790123541402819e+09,'{"policy": "ad918244c5da33c5", "schema": "a5bad78866124fe9"}');
INSERT INTO "audited" VALUES('contracts','single-party','a0f1bff7fffaf586','2026-11-30',1.79606790123541402819e+09,'{"policy": "f6c758a2a90283cd", "schema": "f3db71b266968093"}');
INSERT INTO "audited" VALUES('contracts','term-missing','f47b56a8d1109419','2026-11-30',1.79606790123541402819e+09,'{"policy": "325876960e7b6a2d", "schema": "fcffde9181755364"}');
INSERT INTO "audited" VALUES('contracts','term-too-long','02ad084f972f80b3','2026-11-30',1.79606790123541402819e+09,'{"policy": "48937cc1d49b7008", "schema": "fcffde9181755364"}');
INSERT INTO "audited" VALUES('contracts','term-too-short','d181d88ccb604489','2026-11-30',1.79606790123541402819e+09,'{"policy": "3abf7093d6501eb5", "schema": "fcffde9181755364"}');
INSERT INTO "audited" VALUES('contracts','unsure-reading','ab3add34ca96d116','2026-11-30',1.79606790123541402819e+09,'{"policy": "785633bb84738b85", "schema": "c451ada1609197e7"}');
CREATE TABLE bodies (
    document  TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    body      BLOB NOT NULL,  -- as the models left it
    corrected BLOB            -- with what people said laid over it, NULL where nobody said anything
) WITHOUT ROWID;
INSERT INTO "bodies" VALUES('02d174144148db3ce6cd9dcd',X'785EB5556D6FDA400CFE2BA7D33E529617C2CBBE752BDA3A1536ADEDA48A5695933890112ED1E58031C47F9F7D21BC6CEB44B555420AF6F9ECC7F663DF5A2EE41BE136849CE12C444D8294249513F082364B712FF182B0E7F68230F15D17BA51DB09E2B61FC541D04DC2AEE30441082EB63B1EC4803D1F5A10B5B0EB42E279BEEF5A6FE90FE4301DCF068A537834AB8255D2E077F3BAC820556CC8126BAF3E9D0FC5F9FB2FFDFEA03FBCB957F76A00310A28459E8801E868C2983DC77344886689A8C4571C83B8BA7A2740C5E203E830D7E22DA8A9B8545153DC4C5064A862D4F6530A438A42A72A4A0BC844399FB1E7576E23709C86E3384DFA894B23D2528CF3056A85B10857F656064B0B63884B7197EB69F3BE829E9ACC66C44201632C49183DD8840D55C600C9EB0DC973A59114A1357748815AE75C7935CFB25A7C9CA62AAEDD65A0C67372C932DA681183AA346E937DCCF218331B724487CA68884CC9967A9E1114FAD3864E14044E887E0FE503034345A0D30AE8C8EB34448B3DF5930423932EF0020CD2C5CA7F01C6501948AE508E24A5C4C792BB70E6F8678E6DF5915499AE2B53C27E6C5A688CD232CD95A519ACE48640D98A1D7558B2B6D56B888010CACFA0CDEA2FA88AEDB9ACF9B0435C835130B3600E0CE41457AC5A3087B22CDA23D919318836D1B7D37D0E885F79F824983F18D6A026159743E632F1758FEDB73B8CD175A94AAECF2D1BE48AD2AA1B18A3A1B612CFF61D9C6D0DA44BACAF482F6EAF2F7616077AD2AD25CCF2B9B2F3B9BF60C938D71A55644BC8F7777D3C9A27DB47976BE87618DEC7B94ECB3825AA11039EA6D9B76333598FDD93A53C30A049886DAF6FAFCF86777B5C3B133B06498A59CC43B0DEB28BC761448CAF98F6EF4CA209E2DC0F5CBE142F3812A7743CC3553E2F33AF75C4A36E5601FF73E7EA4815ADAB102FC9601B8FF7F512B44AD578B7CFF325F2664E202B911FB70254B5424FDDA1272CB413D6CD69D3FE9CA17BB0DCA13792963F676877F1567C0CED78DBD7DCD03AE7F3F566F3135E4459A4',NULL);
INSERT INTO "bodies" VALUES('671aec74dced733ca735617f',X'785EB555616FDA3010FD2B963F034B808474DFAA82A64E944E6BBB2FB4AA2ECE05BC0627720C1D43FCF7DD39A585569D5A6D9540CAB35FEE9EEF9E2F1BB9929F45D81272818B142D012909D573E84631A308BBBD24CE07DD4190AB204EF31E2461A802C873A5304823ECC7619AF655D8073588832C8E82A41BF7228C932489531F4DFF468AD50D139F28D370EBD6152F4987BFDCA7AA006D98C8885727E793F6F0F4E2647C7E71F57D248EBF7C1F8DCE4693CB6B736D2EE7BA16C7338BB840E30481056428A016652ECE602DBA418BFE615FA4E8EE118D38B7BA34620C692D4E8DEA083099F8813310E3F149478C40CDC51D62550B559A5C6714554321B4C94BBB00C7EFD6A82CBA8E38F5F966E50AADC14CA46BE1E6280AB8F7C987484F60B1736D26A5D30A992A1CFD889496D696F76869D39F54BBC21780410533AC094C6F7C7D1C64E080F0664B78692CD242EAE974348914881B659645B183B777DA64BB700598D9924232469F4DB1E26625EC708C459961E1534E69D3380BCAD5CCB4CB82A4D0430C031545418ABD2394372C8CEBE27423741A452D110F687594E7A89C5EE1101CD28B4DFC0A9CA31A116E544E251D89B72577A61D44ED6EF00235D44D4325ED87D4CAA2D2357583B73258CB2D89F215DB6FBAE4C541DC12476CEA6F60DDFA2FA2AA877DF9CC228FBA77920C2CBCA4973C79876BDE29BDC90A369936EA49DCF33758DF11E90B83FE7B04EEFCFAAAB23DC24ED28A3D5E147B621E49AC224CA85361C277F2EBD2EA3AD3D4472AEFEB3DFC7948933BC3BF2A6A8F4036CB7C09AF2EDAC3D1537D1E29DE63B9C62263876D1E7AC75E9B929D9A3E7E4C9FC8B25C8FBD34FF5C6D0EC9E739BC1DCD613EE626EC321EB4B249F89FDBE633F164A25967B4993D4E2E1A6F3C8372286AE4A95F816986C55BA7C51BEEEE5BAECF7BCC7DE3DB94A1A509C6E2FD407980B7A9BFD9FE0BE66826F1FE66BBFD03BA561E27',X'785EB555DB6EDA4010FD95959F81DA061BA76F5140552A42AA5CFA42A268BC1EC336F6DA5A2F4929E2DF33B30E0488D2A74402C967E778E6ECDCBCF69EBCEF22E808AFC4324543C0F308350B08A3985184613F89F36138F473E9C769DE872408A40F792E25FA6984833848D3810C062087B19FC5919F84713FC23849923875DED43F245F6190B840998207BBAAF9C8B3F8D77EAB0B509A898CF8747A39ED8ECEAFCF2697D7B7576371FAE36A3CBE184F6FEEF49DBE59A8469CCE0D6289DA0A02256428A011552E2E602542BF43FF602052B4CF885A5C1A55693181B411E75AF604E84CFCC63988C9E4AC27C62017E211B16E84AC74AE32F2AAA0104AE79529C1F2BB0D4A83B627CE5DBC79F584466326D295B00B14053CBBE023A42730D8BBD3D3CA2A894C15967E444A2B63AA673464743755B670096050C31C1B02B37B971F0B195820BCDE105E6A8374903A3A5DCD4372C485D2CBA2D8C28747A5B3ADBB02F47C492E19A38B2659717B12F4D847596558B89033326A6B40DA8699665990147A886128A3C84FB17F82DE3D0BE3BC58D50A9D455147C4433A1DE7394AAB9E700416E9C5D67F0DD6528E08B72A671E5D89CD1E57A6EB47DDD07F875AEABAA592F6436A6D50AA86AAC1A60C56DE8644B98CED17DDE3C361DC1127DCD4BFC0D8D57F44D5AF76EFA84576BAB79234944ED27B9EF7882BB654AEC90A6E32A5E59BB8E337585F90508E8284A7E1E7D2A826539441BAD8C7D9FB7348F3B6ADF6A1D03D02153873E26FAFBBA3F19BB21D852585FE80A626A0C41D256DB12C61BF8EBB94ED37F587328E48DB646D87E14DCC01D1B55BAEB0C8B8D9D6AF8AB8ED66D4596D49BFA664D4BD9C8DBD309F764D76CDF73A1C98F6525F331CDB88073DD606FCE47E72917859D1FAD34ACF77CB8C361EAFA51C8A06F9435083DED93234B436D8ECA6F8153EA46E9CDC67C3D22260FB7AB379011231FE4D');
INSERT INTO "bodies" VALUES('ea230d56c64a94a1bcd97c1a',X'785EB553C18ED33010FD15CBE258953469DC96331724562001A76E554DE249D75AC7AE1CA7A544FD7766EC6E9196031CE09637F33CEFF97932C9937C271633217BEC1B0C04A424343C41592B466BADCAAEACF5A2AD564DD974EB0D166B548B855645B52C60B9A98A75A30AAD5665532EB1C64EE1466F804ED4AB46A569E607D22CA5928E36B08F97235764C4EFF1EDD18271CC63C4D507ECBD885E7C0AC63BF1119A417C70EDFCD13DBAAF4F283A446106F1A6AC8B7951CC04382D9C1716CE5C764012C44D034DB44987C1110E3810D8EE928D081A22109EAE844717900A4DA2D34C8921788EC38DD6BEC0FDB371FA659C0577186924634C6AAD3F61C895C59C67F45EA34D925B6ABA18A08D0333C368C90A7D2858B5755D34586D50EED8183A326DB2D1ED7A26CA8A8A9F21C40BF1F3D823C4888125B3B92D55725FBE4AEC4EC9C44972386CF8779E7CC60B777CCADC72E6C6B5F24A9E5260AF4F70BDA2075DB2BF07EFE8F48B3F8D11DB48E9FD32D8DF0832BF99F8F6E5FDBD7BAB119E24F47E7469073231C53A8680AE4DEEF8DCDDD26D01726E9D41AB39B5E99616E7F7BF93A1F748E2F9FE59F15F5F3569F08A9E2138E30EF715F667E465ECC00EC83FD9115CDE9A3FACCDDFBCDC2E5D4B6330A7249256E006F74D7A8AF4634788A93F5DAF3F01AF633C52',NULL);
INSERT INTO "bodies" VALUES('f471df474ffeba2975aaf443',X'785EB5554D6BDB4010FD2BCBD26392CA9225CBBD9526D0420285B4BD38218C56236789BC12AB9553D7F8BF77665772EC428B4B53F0C1F3E19937F3DE8EB7722DDF89C999902B5C1568C99092ACEE11E234630B8A748A555EA49329CEA67934C39952C9A428E60A1464B31CAB24CE21AE10E26C9E26919A2553355719A6719A26B1AFA67F20D5CA53DFA7D4F0E0362D7BA4C3EFEE6D5B83369CC7167BAFAFDEDF5EDD993B7303250AE84453891BD888F84CC4513C1105BA674423BEE112C4F5F50701A6141FC1164D6FC527A32EC4974714168D13BA136FE65174419FBBD043BBDAB766A3852576642CEE3D32072538207BBB23BB3716C951F8F4881C686DC31B327D5D8FE6C39336E558AE06B3ECA924DBE8BBA9668D367826175C63D59458FB960B0A1A6741B98E336D5F1314FA92C14CA5695460324779CFC0680EED7400BA98E4B4843979AFAA0A95D36BBC0487F4C350BF05E7D072EF80722169240E4BDEDC79949E479E92232BA46E432A613F4E6D2D2ADDE9C670A8848DDC1128BFB1034E24FB12C236CD28F019ACDBFC01533BC4E5C8E01EEF08C5C0CA433948904FB861D79A59AF6BF582639FC42052527396FC0D8843E5FC16C82F492398C74175DA1CE039CA654C335A4ACE986E1A43438C6495E88842D2D40B5BAB214106D18AAFB797FBE8E0237B2B61D5F4C63F9690E8C5D65BD2BCF24BE2DFED791A5E405053A5B12E594BDB812656D582841328FB774A48883CF341C9D75C3057E7318EE51F66F83F521F3B06EE42A7D7A6C9F7E0A3F30CD668B3DC1FA5E619F9BC545077C897B40513EEC0A987E0847779C2AB3945C4F79E97122DDD24C6EC4FC4603E145E95FECFC0D195E1F876B7FB09C8EFD45D',NULL);
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
INSERT INTO "corrections" VALUES(1,'671aec74dced733ca735617f','671aec74dced733ca735617f','','tag','Party','{"words": "the borrower", "before": " by the laws of Delaware. Notices go to ", "after": ". ", "occurrence": 0, "of": 1, "partial": false, "value": null, "written": "", "instead_of": null}','ada',1.79606789768958282466e+09,'',NULL,'',1,NULL,NULL);
INSERT INTO "corrections" VALUES(2,'671aec74dced733ca735617f','671aec74dced733ca735617f','','reject','Party','{"words": "Vega LLC", "before": "ay 20, 2014 between Orion Labs Inc. and ", "after": ". Each keeps confidential information se", "occurrence": null, "of": 1, "partial": false, "value": null, "written": "", "instead_of": null}','ada',1.79606789838211917875e+09,'',NULL,'',1,NULL,NULL);
INSERT INTO "corrections" VALUES(3,'02d174144148db3ce6cd9dcd','02d174144148db3ce6cd9dcd','','none','Term','{"words": "", "before": "", "after": "", "occurrence": 0, "of": 1, "partial": false, "value": null, "written": "", "instead_of": null}','ada',1.79606789887377047538e+09,'ada',1.79606789913762450224e+09,'',1,NULL,NULL);
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
INSERT INTO "documents" VALUES(1,'d01f80851fb3147894fdb3d5','a88de0230a73353f8f8b5cba840ecdce560c652f1a82fd547d6f7b327005408a','d01f80851fb3147894fdb3d5','[]','','failed','failed','Tika could not read the file: TIKA-198: Illegal IOException from org.apache.tika.parser.pdf.PDFParser; open it in the program that made it and save it again','contracts/production',0,0.0,NULL,NULL,'','','');
INSERT INTO "documents" VALUES(2,'f471df474ffeba2975aaf443','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532','f471df474ffeba2975aaf443','[]','','indexed','','','contracts/production',0,0.0,NULL,NULL,'contracts/rules/6a7c550be39e','','');
INSERT INTO "documents" VALUES(3,'02d174144148db3ce6cd9dcd','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','02d174144148db3ce6cd9dcd','[]','','indexed','','','contracts/production',0,0.0,NULL,NULL,'contracts/rules/6a7c550be39e','','');
INSERT INTO "documents" VALUES(4,'ea230d56c64a94a1bcd97c1a','8d62f25d1c37b2bf89e08e611d60340a49308b60d672b24e5ef6e9d9ad1c57b6','ea230d56c64a94a1bcd97c1a','[]','','indexed','','','contracts/production',0,0.0,NULL,NULL,'contracts/rules/6a7c550be39e','','');
INSERT INTO "documents" VALUES(5,'671aec74dced733ca735617f','5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b','671aec74dced733ca735617f','[]','','indexed','','','contracts/production',0,0.0,NULL,NULL,'contracts/rules/6a7c550be39e','','');
CREATE TABLE facts (
    document TEXT PRIMARY KEY REFERENCES bodies (document) ON DELETE CASCADE,
    facts    TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "facts" VALUES('02d174144148db3ce6cd9dcd','[1,{"Party":[["Vega LLC",1.0],["Harbor Bank Inc.",1.0]],"EffectiveDate":[["2020-03-01",1.0]],"Jurisdiction":[["New York",1.0]],"Money":[["1500000.00 USD",1.0]]},{}]');
INSERT INTO "facts" VALUES('671aec74dced733ca735617f','[1,{"Party":[["Orion Labs Inc.",1.0],["the borrower",1.0,1]],"EffectiveDate":[["2014-05-20",1.0]],"Jurisdiction":[["Delaware",1.0]]},{}]');
INSERT INTO "facts" VALUES('ea230d56c64a94a1bcd97c1a','[1,{"Party":[["Orion Labs Inc.",1.0]],"Money":[["250.00 USD",1.0]]},{}]');
INSERT INTO "facts" VALUES('f471df474ffeba2975aaf443','[1,{"Party":[["Vega LLC",1.0],["Harbour Inc.",1.0]],"EffectiveDate":[["2021-05-02",1.0]],"Money":[["900.00 USD",1.0]]},{}]');
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
INSERT INTO "files" VALUES(1,X'2F746D702F656E7269636865722D6F316C6A783935762F636F6E7472616374732F62726F6B656E2E706466',X'2F746D702F656E7269636865722D6F316C6A783935762F636F6E747261637473',X'2F746D702F656E7269636865722D6F316C6A783935762F636F6E747261637473','default',65024,10626155,30,1796067889310751528,1796067889310751528,'known','d01f80851fb3147894fdb3d5','','',1.79606789015063190466e+09,0.0,NULL,NULL);
INSERT INTO "files" VALUES(2,X'2F746D702F656E7269636865722D6F316C6A783935762F636F6E7472616374732F6C656173652E747874',X'2F746D702F656E7269636865722D6F316C6A783935762F636F6E747261637473',X'2F746D702F656E7269636865722D6F316C6A783935762F636F6E747261637473','default',65024,10626154,85,1796067889310702756,1796067889310702756,'known','f471df474ffeba2975aaf443','','',1.79606789015085959435e+09,0.0,NULL,NULL);
INSERT INTO "files" VALUES(3,X'2F746D702F656E7269636865722D6F316C6A783935762F636F6E7472616374732F6C6F616E2E747874',X'2F746D702F656E7269636865722D6F316C6A783935762F636F6E747261637473',X'2F746D702F656E7269636865722D6F316C6A783935762F636F6E747261637473','default',65024,10626151,172,1796067889310468869,1796067889310468869,'known','02d174144148db3ce6cd9dcd','','',1.79606789015089511867e+09,0.0,NULL,NULL);
INSERT INTO "files" VALUES(4,X'2F746D702F656E7269636865722D6F316C6A783935762F636F6E7472616374732F6D656D6F2E747874',X'2F746D702F656E7269636865722D6F316C6A783935762F636F6E747261637473',X'2F746D702F656E7269636865722D6F316C6A783935762F636F6E747261637473','default',65024,10626152,66,1796067889310589548,1796067889310589548,'known','ea230d56c64a94a1bcd97c1a','','',1.79606789015092229841e+09,0.0,NULL,NULL);
INSERT INTO "files" VALUES(5,X'2F746D702F656E7269636865722D6F316C6A783935762F636F6E7472616374732F6E64612E747874',X'2F746D702F656E7269636865722D6F316C6A783935762F636F6E747261637473',X'2F746D702F656E7269636865722D6F316C6A783935762F636F6E747261637473','default',65024,10626153,218,1796067889310648616,1796067889310648616,'known','671aec74dced733ca735617f','','',1.79606789015094637867e+09,0.0,NULL,NULL);
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
INSERT INTO "finding_log" VALUES(1,1,1.79606790123541402819e+09,'open','finding','low','No term was found; the agreement may have no end.','{"values": [], "places": [], "notes": [], "near": []}','f47b56a8d1109419','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','','','[]');
INSERT INTO "finding_log" VALUES(2,2,1.79606790123541402819e+09,'open','finding','high','1500000.00 USD is above a million.','{"values": [{"category": "Money", "value": "1500000.00 USD", "confidence": 1.0}], "places": [{"category": "Money", "value": "1500000.00 USD", "text": "$1,500,000.00", "offset": 117, "length": 13, "page": null, "confidence": 1.0, "sentence": {"start": 79, "text": "The lender lends the principal sum of $1,500,000.00."}}], "notes": [], "near": []}','3e1e012c7854527f','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','','','[]');
INSERT INTO "finding_log" VALUES(3,3,1.79606790123541402819e+09,'open','finding','high','The document names 1500000.00 USD.','{"values": [{"category": "Money", "value": "1500000.00 USD", "confidence": 1.0}], "places": [{"category": "Money", "value": "1500000.00 USD", "text": "$1,500,000.00", "offset": 117, "length": 13, "page": null, "confidence": 1.0, "sentence": {"start": 79, "text": "The lender lends the principal sum of $1,500,000.00."}}], "notes": [], "near": []}','302cab259e9e27b3','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','','','[]');
INSERT INTO "finding_log" VALUES(4,4,1.79606790123541402819e+09,'open','finding','medium','No governing law found in the document.','{"values": [], "places": [], "notes": [], "near": []}','f0f654aad8c39ff2','8d62f25d1c37b2bf89e08e611d60340a49308b60d672b24e5ef6e9d9ad1c57b6','','','[]');
INSERT INTO "finding_log" VALUES(5,5,1.79606790123541402819e+09,'open','finding','medium','No law is named.','{"values": [], "places": [], "notes": [], "near": []}','0078dd755cdce235','8d62f25d1c37b2bf89e08e611d60340a49308b60d672b24e5ef6e9d9ad1c57b6','','','[]');
INSERT INTO "finding_log" VALUES(6,6,1.79606790123541402819e+09,'open','finding','medium','It has been in force since 2014-05-20; no end was found or agreed.','{"values": [{"category": "EffectiveDate", "value": "2014-05-20", "confidence": 1.0}], "places": [{"category": "EffectiveDate", "value": "2014-05-20", "text": "May 20, 2014", "offset": 55, "length": 12, "page": null, "confidence": 1.0, "sentence": {"start": 26, "text": "This Agreement is made as of May 20, 2014 between Orion Labs Inc. and Vega LLC."}}], "notes": [], "near": []}','687aed357cc1d6e9','5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b','','','[]');
INSERT INTO "finding_log" VALUES(7,7,1.79606790123541402819e+09,'open','finding','low','No term was found; the agreement may have no end.','{"values": [], "places": [], "notes": [], "near": []}','f47b56a8d1109419','5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b','','','[]');
INSERT INTO "finding_log" VALUES(8,8,1.79606790123541402819e+09,'open','finding','medium','No governing law found in the document.','{"values": [], "places": [], "notes": [], "near": []}','f0f654aad8c39ff2','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532','','','[]');
INSERT INTO "finding_log" VALUES(9,9,1.79606790123541402819e+09,'open','finding','medium','No law is named.','{"values": [], "places": [], "notes": [], "near": []}','0078dd755cdce235','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532','','','[]');
INSERT INTO "finding_log" VALUES(10,10,1.79606790123541402819e+09,'open','finding','low','No term was found; the agreement may have no end.','{"values": [], "places": [], "notes": [], "near": []}','f47b56a8d1109419','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532','','','[]');
INSERT INTO "finding_log" VALUES(11,2,1.79606790882197690012e+09,'accepted','finding','high','1500000.00 USD is above a million.','{"values": [{"category": "Money", "value": "1500000.00 USD", "confidence": 1.0}], "places": [{"category": "Money", "value": "1500000.00 USD", "text": "$1,500,000.00", "offset": 117, "length": 13, "page": null, "confidence": 1.0, "sentence": {"start": 79, "text": "The lender lends the principal sum of $1,500,000.00."}}], "notes": [], "near": []}','3e1e012c7854527f','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','ada','approved by the board','[]');
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
INSERT INTO "findings" VALUES(1,'02d174144148db3ce6cd9dcd','contracts','term-missing','finding','open','low','No term was found; the agreement may have no end.',1.0,'cedfabaf71e7656f','{"values": [], "places": [], "notes": [], "near": []}','f47b56a8d1109419','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','contracts/rules/6a7c550be39e',1.79606790123541402819e+09,1.79606790123541402819e+09,1.79606790123541402819e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(2,'02d174144148db3ce6cd9dcd','contracts','large','finding','accepted','high','1500000.00 USD is above a million.',1.0,'25f81375ffa09474','{"values": [{"category": "Money", "value": "1500000.00 USD", "confidence": 1.0}], "places": [{"category": "Money", "value": "1500000.00 USD", "text": "$1,500,000.00", "offset": 117, "length": 13, "page": null, "confidence": 1.0, "sentence": {"start": 79, "text": "The lender lends the principal sum of $1,500,000.00."}}], "notes": [], "near": []}','3e1e012c7854527f','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','contracts/rules/6a7c550be39e',1.79606790123541402819e+09,1.79606790123541402819e+09,1.79606790882197690012e+09,NULL,'25f81375ffa09474','ada',1.79606790882197690012e+09,NULL,'approved by the board','[]');
INSERT INTO "findings" VALUES(3,'02d174144148db3ce6cd9dcd','contracts','large-amount','finding','open','high','The document names 1500000.00 USD.',1.0,'a0f6777579eb3f00','{"values": [{"category": "Money", "value": "1500000.00 USD", "confidence": 1.0}], "places": [{"category": "Money", "value": "1500000.00 USD", "text": "$1,500,000.00", "offset": 117, "length": 13, "page": null, "confidence": 1.0, "sentence": {"start": 79, "text": "The lender lends the principal sum of $1,500,000.00."}}], "notes": [], "near": []}','302cab259e9e27b3','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','contracts/rules/6a7c550be39e',1.79606790123541402819e+09,1.79606790123541402819e+09,1.79606790123541402819e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(4,'ea230d56c64a94a1bcd97c1a','contracts','governing-law-missing','finding','open','medium','No governing law found in the document.',1.0,'5f6fb2e6e3c6a7be','{"values": [], "places": [], "notes": [], "near": []}','f0f654aad8c39ff2','8d62f25d1c37b2bf89e08e611d60340a49308b60d672b24e5ef6e9d9ad1c57b6','contracts/rules/6a7c550be39e',1.79606790123541402819e+09,1.79606790123541402819e+09,1.79606790123541402819e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(5,'ea230d56c64a94a1bcd97c1a','contracts','no-law','finding','open','medium','No law is named.',1.0,'5f6fb2e6e3c6a7be','{"values": [], "places": [], "notes": [], "near": []}','0078dd755cdce235','8d62f25d1c37b2bf89e08e611d60340a49308b60d672b24e5ef6e9d9ad1c57b6','contracts/rules/6a7c550be39e',1.79606790123541402819e+09,1.79606790123541402819e+09,1.79606790123541402819e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(6,'671aec74dced733ca735617f','contracts','old-without-end','finding','open','medium','It has been in force since 2014-05-20; no end was found or agreed.',1.0,'2f0d5c59b1a6940b','{"values": [{"category": "EffectiveDate", "value": "2014-05-20", "confidence": 1.0}], "places": [{"category": "EffectiveDate", "value": "2014-05-20", "text": "May 20, 2014", "offset": 55, "length": 12, "page": null, "confidence": 1.0, "sentence": {"start": 26, "text": "This Agreement is made as of May 20, 2014 between Orion Labs Inc. and Vega LLC."}}], "notes": [], "near": []}','687aed357cc1d6e9','5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b','contracts/rules/6a7c550be39e',1.79606790123541402819e+09,1.79606790123541402819e+09,1.79606790123541402819e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(7,'671aec74dced733ca735617f','contracts','term-missing','finding','open','low','No term was found; the agreement may have no end.',1.0,'cedfabaf71e7656f','{"values": [], "places": [], "notes": [], "near": []}','f47b56a8d1109419','5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b','contracts/rules/6a7c550be39e',1.79606790123541402819e+09,1.79606790123541402819e+09,1.79606790123541402819e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(8,'f471df474ffeba2975aaf443','contracts','governing-law-missing','finding','open','medium','No governing law found in the document.',1.0,'5f6fb2e6e3c6a7be','{"values": [], "places": [], "notes": [], "near": []}','f0f654aad8c39ff2','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532','contracts/rules/6a7c550be39e',1.79606790123541402819e+09,1.79606790123541402819e+09,1.79606790123541402819e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(9,'f471df474ffeba2975aaf443','contracts','no-law','finding','open','medium','No law is named.',1.0,'5f6fb2e6e3c6a7be','{"values": [], "places": [], "notes": [], "near": []}','0078dd755cdce235','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532','contracts/rules/6a7c550be39e',1.79606790123541402819e+09,1.79606790123541402819e+09,1.79606790123541402819e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(10,'f471df474ffeba2975aaf443','contracts','term-missing','finding','open','low','No term was found; the agreement may have no end.',1.0,'cedfabaf71e7656f','{"values": [], "places": [], "notes": [], "near": []}','f47b56a8d1109419','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532','contracts/rules/6a7c550be39e',1.79606790123541402819e+09,1.79606790123541402819e+09,1.79606790123541402819e+09,NULL,NULL,'',NULL,NULL,'','[]');
CREATE TABLE history (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at       REAL NOT NULL,
    who      TEXT NOT NULL,
    act      TEXT NOT NULL,
    kind     TEXT NOT NULL,  -- of the subject
    subject  TEXT NOT NULL,  -- the id of a document, the name of anything else
    details  TEXT NOT NULL   -- JSON
);
INSERT INTO "history" VALUES(1,1.79606788959318232541e+09,'ada','collection','collection','default','{"folder": "/tmp/enricher-o1ljx95v/contracts"}');
INSERT INTO "history" VALUES(2,1.79606790177414083484e+09,'unknown','policy','project','contracts','{"file": "large.yaml", "shipped": false, "before": null, "after": "16ef6dad49606bee48cd73277bd6a044eeca21c80f7d942978f046c6daccfbfa"}');
INSERT INTO "history" VALUES(3,1.79606790177424621582e+09,'unknown','policy','project','contracts','{"file": "no-law.yaml", "shipped": false, "before": null, "after": "9eab40841a1f9040cfe6f70b8b945b40b7424ac2ad3566c0085c921d130293ab"}');
INSERT INTO "history" VALUES(4,1.79606790778117513659e+09,'ada','create-project','project','loans','{}');
INSERT INTO "history" VALUES(5,1.7960679082529478073e+09,'ada','import','project','loans','{"added": 1, "replaced": 0, "labels": 2, "categories": []}');
INSERT INTO "history" VALUES(6,1.79606790882233119006e+09,'ada','accept','document','02d174144148db3ce6cd9dcd','{"finding": 2, "policy": "large", "project": "contracts", "reason": "approved by the board", "until": null}');
CREATE TABLE index_log (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    document TEXT NOT NULL,
    at       REAL NOT NULL,
    entry    TEXT            -- JSON, NULL where the index has it no more
);
INSERT INTO "index_log" VALUES(1,'f471df474ffeba2975aaf443',1.7960678968281166553e+09,'{"collections":["default"],"fields":{"EffectiveDate":[{"by":["pattern"],"date":"2021-05-02","value":"2021-05-02"}],"Money":[{"by":["detector"],"currency":"USD","number":"900.00","value":"900.00 USD"}],"Party":[{"by":["pattern"],"value":"Vega LLC"},{"by":["pattern"],"value":"Harbour Inc."}]},"language":"en","media_type":"text/plain","models":["contracts/rules/6a7c550be39e"],"paths":["/tmp/enricher-o1ljx95v/contracts/lease.txt"],"seen":1796067890,"sha256":"ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532","title":"lease.txt"}');
INSERT INTO "index_log" VALUES(2,'02d174144148db3ce6cd9dcd',1.7960678970303344727e+09,'{"collections":["default"],"fields":{"EffectiveDate":[{"by":["pattern"],"date":"2020-03-01","value":"2020-03-01"}],"Jurisdiction":[{"by":["pattern"],"value":"New York"}],"Money":[{"by":["detector"],"currency":"USD","number":"1500000.00","value":"1500000.00 USD"}],"Party":[{"by":["pattern"],"value":"Vega LLC"},{"by":["pattern"],"value":"Harbor Bank Inc."}]},"language":"en","media_type":"text/plain","models":["contracts/rules/6a7c550be39e"],"paths":["/tmp/enricher-o1ljx95v/contracts/loan.txt"],"seen":1796067890,"sha256":"d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331","title":"loan.txt"}');
INSERT INTO "index_log" VALUES(3,'ea230d56c64a94a1bcd97c1a',1.7960678970303344727e+09,'{"collections":["default"],"fields":{"Money":[{"by":["detector"],"currency":"USD","number":"250.00","value":"250.00 USD"}],"Party":[{"by":["pattern"],"value":"Orion Labs Inc."}]},"language":"en","media_type":"text/plain","models":["contracts/rules/6a7c550be39e"],"paths":["/tmp/enricher-o1ljx95v/contracts/memo.txt"],"seen":1796067890,"sha256":"8d62f25d1c37b2bf89e08e611d60340a49308b60d672b24e5ef6e9d9ad1c57b6","title":"memo.txt"}');
INSERT INTO "index_log" VALUES(4,'671aec74dced733ca735617f',1.79606789723223447797e+09,'{"collections":["default"],"fields":{"EffectiveDate":[{"by":["pattern"],"date":"2014-05-20","value":"2014-05-20"}],"Jurisdiction":[{"by":["pattern"],"value":"Delaware"}],"Party":[{"by":["pattern"],"value":"Orion Labs Inc."},{"by":["pattern"],"value":"Vega LLC"}]},"language":"en","media_type":"text/plain","models":["contracts/rules/6a7c550be39e"],"paths":["/tmp/enricher-o1ljx95v/contracts/nda.txt"],"seen":1796067890,"sha256":"5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b","title":"nda.txt"}');
INSERT INTO "index_log" VALUES(5,'671aec74dced733ca735617f',1.79606789814885282516e+09,'{"collections":["default"],"corrections":[[1,"tag","Party","the borrower","","","ada",1796067897.689583]],"fields":{"EffectiveDate":[{"by":["pattern"],"date":"2014-05-20","value":"2014-05-20"}],"Jurisdiction":[{"by":["pattern"],"value":"Delaware"}],"Party":[{"by":["pattern"],"value":"Orion Labs Inc."},{"by":["pattern"],"value":"Vega LLC"},{"by":["human"],"value":"the borrower","who":["ada"]}]},"language":"en","media_type":"text/plain","models":["contracts/rules/6a7c550be39e"],"paths":["/tmp/enricher-o1ljx95v/contracts/nda.txt"],"seen":1796067890,"sha256":"5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b","title":"nda.txt"}');
INSERT INTO "index_log" VALUES(6,'671aec74dced733ca735617f',1.79606789878109598165e+09,'{"collections":["default"],"corrections":[[1,"tag","Party","the borrower","","","ada",1796067897.689583],[2,"reject","Party","Vega LLC","","","ada",1796067898.382119]],"fields":{"EffectiveDate":[{"by":["pattern"],"date":"2014-05-20","value":"2014-05-20"}],"Jurisdiction":[{"by":["pattern"],"value":"Delaware"}],"Party":[{"by":["pattern"],"value":"Orion Labs Inc."},{"by":["human"],"value":"the borrower","who":["ada"]}]},"language":"en","media_type":"text/plain","models":["contracts/rules/6a7c550be39e"],"paths":["/tmp/enricher-o1ljx95v/contracts/nda.txt"],"seen":1796067890,"sha256":"5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b","title":"nda.txt"}');
INSERT INTO "index_log" VALUES(7,'f471df474ffeba2975aaf443',1796067900.12483,'{"collections":["default"],"fields":{"EffectiveDate":[{"by":["pattern"],"date":"2021-05-02","value":"2021-05-02"}],"Money":[{"by":["detector"],"currency":"USD","number":"900.00","value":"900.00 USD"}],"Party":[{"by":["pattern"],"value":"Vega LLC"},{"by":["pattern"],"value":"Harbor Bank Inc."}]},"language":"en","media_type":"text/plain","models":["contracts/rules/6a7c550be39e"],"paths":["/tmp/enricher-o1ljx95v/contracts/lease.txt"],"seen":1796067890,"sha256":"ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532","title":"lease.txt"}');
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
INSERT INTO "meta" VALUES('index_log_since','1796067889.54899');
INSERT INTO "meta" VALUES('party_rule','f8292d1f13b7fbfd');
INSERT INTO "meta" VALUES('index_generation','ca09e8ca5b2441dd8bcffea095d4a5ea');
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
INSERT INTO "party_log" VALUES(1,1.79606789955387520789e+09,'ada','merge','["Harbor Bank Inc.", "Harbour Inc."]','Harbor Bank Inc.');
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
INSERT INTO "party_mentions" VALUES('02d174144148db3ce6cd9dcd','Harbor Bank Inc.');
INSERT INTO "party_mentions" VALUES('f471df474ffeba2975aaf443','Harbour Inc.');
INSERT INTO "party_mentions" VALUES('671aec74dced733ca735617f','Orion Labs Inc.');
INSERT INTO "party_mentions" VALUES('ea230d56c64a94a1bcd97c1a','Orion Labs Inc.');
INSERT INTO "party_mentions" VALUES('02d174144148db3ce6cd9dcd','Vega LLC');
INSERT INTO "party_mentions" VALUES('f471df474ffeba2975aaf443','Vega LLC');
INSERT INTO "party_mentions" VALUES('671aec74dced733ca735617f','the borrower');
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
INSERT INTO "party_shown_log" VALUES(1,'harbour inc',1.79606789660998296736e+09,'Harbour Inc.');
INSERT INTO "party_shown_log" VALUES(2,'vega llc',1.79606789660998296736e+09,'Vega LLC');
INSERT INTO "party_shown_log" VALUES(3,'harbor bank inc',1.79606789685299110415e+09,'Harbor Bank Inc.');
INSERT INTO "party_shown_log" VALUES(4,'orion labs inc',1.79606789686200332646e+09,'Orion Labs Inc.');
INSERT INTO "party_shown_log" VALUES(5,'borrower',1.79606789769100689884e+09,'the borrower');
INSERT INTO "party_shown_log" VALUES(6,'harbour inc',1.79606789955400228493e+09,'Harbor Bank Inc.');
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
INSERT INTO "roots" VALUES(X'2F746D702F656E7269636865722D6F316C6A783935762F636F6E747261637473','default',65024,NULL);
CREATE TABLE searches (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    name    TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,       -- the query of its page
    made_at REAL NOT NULL,
    title   TEXT NOT NULL DEFAULT ''
);
INSERT INTO "searches" VALUES(1,'delaware','q=Jurisdiction%3DDelaware',1.79606790876480245594e+09,'By Delaware law');
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
INSERT INTO "undecided" VALUES('contracts','ended','02d174144148db3ce6cd9dcd','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','ended','671aec74dced733ca735617f','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','ended','ea230d56c64a94a1bcd97c1a','EffectiveDate is missing',0);
INSERT INTO "undecided" VALUES('contracts','ended','f471df474ffeba2975aaf443','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','ends-soon','02d174144148db3ce6cd9dcd','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','ends-soon','671aec74dced733ca735617f','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','ends-soon','ea230d56c64a94a1bcd97c1a','EffectiveDate is missing',0);
INSERT INTO "undecided" VALUES('contracts','ends-soon','f471df474ffeba2975aaf443','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','governing-law-not-accepted','ea230d56c64a94a1bcd97c1a','Jurisdiction is missing',0);
INSERT INTO "undecided" VALUES('contracts','governing-law-not-accepted','f471df474ffeba2975aaf443','Jurisdiction is missing',0);
INSERT INTO "undecided" VALUES('contracts','implausible-effective-date','ea230d56c64a94a1bcd97c1a','EffectiveDate is missing',0);
INSERT INTO "undecided" VALUES('contracts','old-without-end','ea230d56c64a94a1bcd97c1a','EffectiveDate is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-long','02d174144148db3ce6cd9dcd','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-long','671aec74dced733ca735617f','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-long','ea230d56c64a94a1bcd97c1a','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-long','f471df474ffeba2975aaf443','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-short','02d174144148db3ce6cd9dcd','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-short','671aec74dced733ca735617f','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-short','ea230d56c64a94a1bcd97c1a','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-short','f471df474ffeba2975aaf443','Term is missing',0);
CREATE TABLE versions (
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    sha256   TEXT NOT NULL,
    seen_at  REAL NOT NULL
);
INSERT INTO "versions" VALUES('d01f80851fb3147894fdb3d5','a88de0230a73353f8f8b5cba840ecdce560c652f1a82fd547d6f7b327005408a',1.79606789015973758701e+09);
INSERT INTO "versions" VALUES('f471df474ffeba2975aaf443','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532',1.79606789016030883796e+09);
INSERT INTO "versions" VALUES('02d174144148db3ce6cd9dcd','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331',1.79606789017028689384e+09);
INSERT INTO "versions" VALUES('ea230d56c64a94a1bcd97c1a','8d62f25d1c37b2bf89e08e611d60340a49308b60d672b24e5ef6e9d9ad1c57b6',1796067890.17062);
INSERT INTO "versions" VALUES('671aec74dced733ca735617f','5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b',1.79606789017087531087e+09);
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
