BEGIN TRANSACTION;
CREATE TABLE audit_log (
    sequence  INTEGER PRIMARY KEY AUTOINCREMENT,
    document  TEXT NOT NULL,
    at        REAL NOT NULL,
    undecided TEXT NOT NULL  -- JSON: PROJECT/POLICY of those that could not say, with the reason
);
INSERT INTO "audit_log" VALUES(1,'0bd913dc13dd7f0024fd44c2',1.79607908557057738309e+09,'{"contracts/ended":"Term is missing","contracts/ends-soon":"Term is missing","contracts/term-too-long":"Term is missing","contracts/term-too-short":"Term is missing"}');
INSERT INTO "audit_log" VALUES(2,'46dca6f6788fe78c7e3d3ec1',1.79607908557057738309e+09,'{"contracts/ended":"Term is missing","contracts/ends-soon":"Term is missing","contracts/governing-law-not-accepted":"Jurisdiction is missing","contracts/term-too-long":"Term is missing","contracts/term-too-short":"Term is missing"}');
INSERT INTO "audit_log" VALUES(3,'637012c90aef1d7558a3adc6',1.79607908557057738309e+09,'{"contracts/ended":"Term is missing","contracts/ends-soon":"Term is missing","contracts/term-too-long":"Term is missing","contracts/term-too-short":"Term is missing"}');
INSERT INTO "audit_log" VALUES(4,'d6a5ca076ac44dfcb2eef797',1.79607908557057738309e+09,'{"contracts/ended":"EffectiveDate is missing","contracts/ends-soon":"EffectiveDate is missing","contracts/governing-law-not-accepted":"Jurisdiction is missing","contracts/implausible-effective-date":"EffectiveDate is missing","contracts/old-without-end":"EffectiveDate is missing","contracts/term-too-long":"Term is missing","contracts/term-too-short":"Term is missing"}');
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
INSERT INTO "audited" VALUES('contracts','effective-date-missing','398d90ae5a0c0dd1','2026-11-30',1.79607907891574192045e+09,'{"policy": "8a0a3ab3638df1f6", "schema": "39aa8913df1cc433"}');
INSERT INTO "audited" VALUES('contracts','ended','8c3a3629f1ff4b7d','2026-11-30',1.79607907891574192045e+09,'{"policy": "4263a58c29d76e48", "schema": "39aa8913df1cc433"}');
INSERT INTO "audited" VALUES('contracts','ends-soon','67214e9a3269ccb9','2026-11-30',1.79607907891574192045e+09,'{"policy": "edc08b411efa5aa0", "schema": "39aa8913df1cc433"}');
INSERT INTO "audited" VALUES('contracts','governing-law-missing','f0f654aad8c39ff2','2026-11-30',1.79607907891574192045e+09,'{"policy": "4a2802e751894553", "schema": "b736e20fa3299930"}');
INSERT INTO "audited" VALUES('contracts','governing-law-not-accepted','f154fa1e05090f39','2026-11-30',1.79607907891574192045e+09,'{"policy": "8bc47be8257c31da", "list:accepted-jurisdictions": "3489ab2102c9f5ce", "schema": "b736e20fa3299930"}');
INSERT INTO "audited" VALUES('contracts','implausible-effective-date','cfd3ec2ae5e9fd1b','2026-11-30',1.79607907891574192045e+09,'{"policy": "8dbc4edd9ec7b325", "schema": "6ad1148694402f08"}');
INSERT INTO "audited" VALUES('contracts','large','3e1e012c7854527f','2026-11-30',1.79607907891574192045e+09,'{"policy": "aa7d34f536308752", "schema": "a5bad78866124fe9"}');
INSERT INTO "audited" VALUES('contracts','large-amount','302cab259e9e27b3','2026-11-30',1.79607907891574192045e+09,'{"policy": "7f0792b74f0bbcf8", "schema": "a5bad78866124fe9"}');
INSERT INTO "audited" VALUES('contracts','no-law','0078dd755cdce235','2026-11-30',1.79607907891574192045e+09,'{"policy": "3306a07d5a95bdd5", "schema": "b736e20fa3299930"}');
INSERT INTO "audited" VALUES('contracts','old-without-end','687aed357cc1d6e9','2026-11-30',1.79607907891574192045e+09,'{"policy": "17a0f4a959511a90", "schema": "39aa8913df1cc433"}');
INSERT INTO "audited" VALUES('contracts','partly-read','41b5b03bd487e05f','2026-11-30',1.79607907891574192045e+09,'{"policy": "0f08213710f734dd", "schema": "4f53cda18c2baa0c"}');
INSERT INTO "audited" VALUES('contracts','several-currencies','073101e9da1c9f5d','2026-11-30',1.79607907891574192045e+09,'{"policy": "ad918244c5da33c5", "schema": "a5bad78866124fe9"}');
INSERT INTO "audited" VALUES('contracts','single-party','a0f1bff7fffaf586','2026-11-30',1.79607907891574192045e+09,'{"policy": "f6c758a2a90283cd", "schema": "f3db71b266968093"}');
INSERT INTO "audited" VALUES('contracts','term-missing','f47b56a8d1109419','2026-11-30',1.79607907891574192045e+09,'{"policy": "325876960e7b6a2d", "schema": "fcffde9181755364"}');
INSERT INTO "audited" VALUES('contracts','term-too-long','02ad084f972f80b3','2026-11-30',1.79607907891574192045e+09,'{"policy": "48937cc1d49b7008", "schema": "fcffde9181755364"}');
INSERT INTO "audited" VALUES('contracts','term-too-short','d181d88ccb604489','2026-11-30',1.79607907891574192045e+09,'{"policy": "3abf7093d6501eb5", "schema": "fcffde9181755364"}');
INSERT INTO "audited" VALUES('contracts','unsure-reading','ab3add34ca96d116','2026-11-30',1.79607907891574192045e+09,'{"policy": "785633bb84738b85", "schema": "c451ada1609197e7"}');
CREATE TABLE bodies (
    document  TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    body      BLOB NOT NULL,  -- as the models left it
    corrected BLOB            -- with what people said laid over it, NULL where nobody said anything
) WITHOUT ROWID;
INSERT INTO "bodies" VALUES('0bd913dc13dd7f0024fd44c2',X'785EBD576D6FDB3610FEBE5F4108FDA8A4A21CF925DFBA35D83A24D9B076038AA6084EE4C96143530225C5F30CFFF7DDC9F28B5C216D10A780015B22EFE1DD73770FCFF2A76580FF561E54853A385F0633D4066EAB4581C17950D1D2EBC2827141D83CD0BBCB3FDE5C8B37BFFE7571717571FDE1C6DDB82BD028A0147926AEC0AB3B21431147712452ACE6884EFC8353109797BF08705AFC063ECDBDF819DCBD78E7D4A9F87087C2A2D3E89BAF5254F4A2F0C629538015653D63E457324CA2288CA2E8943EE25D254C29A6F9037A875AA48BC6CAC2BC71E31AE7E263EEEF4F6F1AC74D65391AFA59C014CBE0FCD3E79002AD40430514F42A0CD41D341CF8F2B6761E6925659B280CE6E09D71D3D62A03636B4F2BAEB696416629FA357679077132A4DF7A92C5493A919324CD0652C2580DA3440F074A27C9384BC751942429481C8E623A072703380375866309591C0F0692B1CC7F789B2E2A76568E6272D0829BD6E43DE12307A538F4E6599E9297B35CA3651F9741E1F32FA838552A774D664BDAEF60C6B6BEB6841906645C9ADCD19B218C549244290E2618AC881874449869685A066501B489BE2BF004198F789D0AE58CCE5450E134F70B02B9C8323AD23CE05B7AD778E732A3D1A98D7F655E7B7EA00C54C4B20B28A4B6A03A35C3AE81AD69E732688B9092C490DA9454897C18D7D64934388998A9DC53E11CBED4945B6319A3313E30293C2AD346AF097145BE70616C92DACD3817C326FFABF02B46CE262D230951B3C7C89FC4D7E2894C6CFAA48784A285DBB1B0B7B9E5605D92BBD8DB94EF6DBC47E6EF81DBD15AF5BCC087711BF868FCECC00F35E1BB08E8317A9C881E833521D4FB2C49294B12C9CEF3789172D32372D06D92ABDCD1718F3507E58EDA28F77BDDD1D1BD1E5E662DE8AE3024E9E45A26C5DFEFDFEEB5C86E81DB69DB2230CB6BC772D15957B5F7D4BF4C0FA33CAB47E4B656E4A84BC9EFB537A536241DA4454F938D8DC6F770F2A58BBAA366CFE6F152D9DBA848591B124EAE3F3E850652D2CCA0D5A4A3CB60AD062CA887EAF6628D7D20C12C5DDF3EFB657BEAD025A2A87B71F411F443E4BFC7B34E69F639F6B255D6E3D15A3FFA5CF98122F0955F7479762FCC7CCE936406B6441A64687EE049824789E38F105BD063DCC25BB063DC6C5BB0235D073BBC236AE9676A409A9E686CA384F14CDC3ED0E4D98EB4158D4FFCB760B5FA1FB203D956',NULL);
INSERT INTO "bodies" VALUES('46dca6f6788fe78c7e3d3ec1',X'785EBD565D6BDB30147DDFAF10628F6EE7D8F147FA36D6C2062D0CBAED652DE55ABE4EB539B291E57659C87FDFBDB6932669E8569A0E02B1BEAE8ECE3DF748A3370B89BF9C05E53097270B39C35CC38D9BD7284FA4A3A1777509DA48AF6B50DFF9D9FBCBB32B73652E2047018DA80A710173117822F08391C8D0DD231AF10DA720CECF3F0830B9F80836AB5A2B3E19752CBEDCA2B0689CD08D783BF1FD63FA5D753B6857F2B6F459C3141B79F2FDDA23440E727040E8969E54B7D081B5CD4D6B2CD248C66B7C4FDE8335DA4C875505E8B2B53462DAB2E420B30C6D1FBBB985208AE91BB2688C459A45A33126E3D44F30512A1C65D94481823849B1088314820221882751E8AB241CAB898A310AA2280C3896FE8D37D9DC31D834227C2598694BE0293CF299547587B66B8F8E09E4ACCAB164880B59DBEA072AA65455A6CB4043F30DCC78AD6D4B0AE9495ADCE8CA504F0C898A223FC370827249BC1083DAE98EA5856C6AA049F4EFC052C851CAE394D0604210C0E1B4B2730A725614B4A5BEC353EAEBD09942E768D40A5F4359E20625C011C946D29186C46F24998141D9D2BC851CA44219E280B96E482FBC158BE1C88F8E7CA6A9B279C7FE56674E89D525C7E816EF8CD616951ECE9E53C425216155AC32BA9D6E56C22AF94BEF111FE18A8F71BCC5C767626BFE4C1E56C2DE43423D847B606163F2C041AFC787B30F09DF98F81399BF3BAE9FB2542F3B78341A8410872F3EF86611FFD3E177163C4DC0CEE49E042AF6CE37B479210F09E5BD2B88749B878BCAD0464F1502658A4AA6B21B953098D61E0E6643B80701F4FE26BE5E9E6E9441DFC9E5B22E019855AD6133588FA9D6924B2AA681573F43FF640E85C632276B58C85EE2EC11BB25FB6A6ADD7115AEC7BFEF7D78B1ECC2205AB6FD6F1F29FFC5C7F620EB85B80FD12B6BEA1116F2D96D6FADEEF9695040D9205D7874D1F095C377CEE1EF9A75D04318F63AD8214C701DEC104E724D52A40B91EE612296DF3843835E12C313C5D18DC8EFB1E5F20FBD6A0A80',NULL);
INSERT INTO "bodies" VALUES('637012c90aef1d7558a3adc6',X'785EBD56DF4FDB30107EDF5F61E5B9ED92B649036F8856135329D380BD0C841CE7D21A5CA7725C5857F57FDFE73485FE121BA243A222B6EFCE77DF7D77E7E0D3DCA35FD6706129F58EE7DE9852C9EFEC6C42DEB16771F479A2B8D45EAD5C606F7031A877CF2E4FFB1797D7DF7BECE4CBF75EEFBC37B8BAD137FA6A240B7632344463D2966131E629315EB03C63E77CC69A7E0DBFA0CD12B24F449A5D18996BD6E749C1CEB46830AE53F683869CF5FBA70DD6E362C41E88260513B9CE640AAB922B2675969B31B74EB72061C836D85979DF307F24A32965C98CD91131C59FCACBBB842F6EA871A307B995829C28B3F88350921B933F91C1A18B535AE582C7E7840FA9F08E7FDED6808BE529B71C182D6A9E18F1123253DC4DB5219C244EC7AF79B8444B3DACB4322ED5D4E0444F957246C60999A5ED62C49B6184EF909AAD38CA3ACD8E9F093F4AB2168F8340F83CCB84203F09A91D0549D216419B8B4EE4A751E8C7CDA8155214C77194385BF237DD2533EB9C6D06311C545C0FA7F01EF6C905251C2EE53A68C0CB719E92723ECEBD89C9EF49B8CC02E2920805E4351F3B5D3355B059F3A05C006CEC44BC23C2D04FA87544DE02C0B8945859C234F78A098710FE5B6E60320CDD39781575E002B734CCCD0C467A59862BE52375B1577AB74CAE58F957E453E316C88005CADA434815FFD669E43CE36A0AC1B9575116397216535980B7EE2E47B7BA1FD69B3EB6739396F86F6CA648AD54CE46A9BC753A312464157C0A8B0BB8E278B1CAE966C21D1756E95FD47600E944152047C10620DF00D7EC8D406C95CE1E2C2695D5173076752A4496FC7C41A2CAFFAEFC033950F3B26C952B5BA9C5FB30395A6112F8ED7783B2EA1DFF84C69AF0EB30AC092EE37F742D4AA977461EC428C5B23E8238DE08FDEBD4C82295A81114DDDBEA63D5E9F62070BF69F585166B3AAF03B12628D04280C4F565BDDB7B0B01D03232492A45C3987B4BDEBBCEB15DC71FCADDADFEE30AF7EFFE1C883DDB77039FCDF6B80F9D0FE9727B3CDBE0E53EC7FE2FC5763C422FDEECBF18E328A78CAB823016318DDC5C7283E9F003E9D9E8219AFAB3B18374C3676B87EC30B76026A627A63610764FA26A818747F5A2B1189FEE11B958FC01D866543B',X'785EBD56EF4FDB3010FDBEBFC2CAE7B64BD2260D7C43B49A980A4CFCD8973121C7B9B486D4A91C07D655FDDFF79CA66AD35630C4860422B6EFCECFEFDEDDE17D5A38F4CB682E0C25CEF1C2995222F9BD99CFC839760C8E3ECF322E95D3AA16D8BBB8BC680FCEAE4F4797D7B7574376F2E56A383C1F5EDCDCA93B753391053B196BA22929C3B098F284182F589EB2733E67BEDBC2AFD76331996722C52EB5CC151BF1B860674A74185709FB4E63CE46A3D30E1B7231618F44B382895CA5324154C93326559AEB2937D6B720A1C974D85975DF387F22AD2861F19C9909B18C3F57970F085F5C53E74E5DE4460AB2A6CCE0074671AE75FE4C1A87F69DD264F6F1F89CF13115CEF18F9F2DF06278C20D0747CB962326BCA24C17F7A5D28493D8FAB82D079728A9C6B557CA65566A9CA832CB6C90694C7A15BB98703F08F11D90DF8DC2B4EFF7DD54B8619C7679E479C2E5692A04B97140BDD08BE39EF07A5CF44337090337F2C36E40611445616C63C9DF741FCF8D05EB7B1100665C8D4BA0477CB28F1296976AED7580729A2794598C0B67A6F3071236B3A0B81242017BC5A7D657971962B61C3817201B3B21EF8B207063EA1E91B3043136254656342D9C62C66184BF866B840C027B0E5D857D40E086C6B99E23C8304D71A57CA201F62A74ABE48A35BE222FB55D2003062C2B074FAAF5B72D238B8C67250C174E2D59E4C8464C6401DDDABBACDCDA6ED0F65D6CE73AA9F86F6C2648ADCC6C8CCA79E774A649C8FAF109222E01C5EA629DD366C2AD16D6E95FB6F608E9873521475E83906FA06BFE4622764AE70017B33AEA868C7D9F9A91953E374CD4F9DFB77F244B6A5E956D66CB562AF13E4EBC0882AC54E245518395AFA5964522A11448EF6D2A59D7FB01561E9A5137E46CF9BCCCCA96A14021818FDBEBF660F83E1A7CB757D3E07B50C956B5BC2E8E493945DD6D6A64BBA9FD952E761C5E7EFE8EF14A11EB1EFA1612D03D52495982DEB17056AFB44D64B7A43F54C63BADC8D6F0EB78FE317DBB18C053B3631E62E9431ADF01648D223D04ECFFD6DB1E225441B32563B2A3B7A43C2B08931203AA9ECD9804984038B2E3BD5E6088D6D3D96014D87F8896CB3F7C4AF661');
INSERT INTO "bodies" VALUES('d6a5ca076ac44dfcb2eef797',X'785EC5544D8FD33010BDF32B228B63B4A469937E9CB920B1020938B1ABD5249EB406D7AE1C674BA9FADF7993A6BB74BB42425AC429F1CCF8F9F9CDF38C5EED15FF8881EAC85A2DF66ACDDAD05DDC6D582D5444EACDC692712AED17885DF3DA27D1271F82F12E794F559BBC73F5D58DBB719F579C34CC896993D779915D65599A90D389F389A5AD841D011FB50267A29533F0BBA125B76AF1F536C5F1913445029543AAEA15F5CC427BD7B9C0C854B2274BD59682336E39EC6AC8D82E20E33A6B05645D713862B72BCA8B12FF335DE64D5EE8513D9E5679D5CCE69CCDB81C8D74998D27194DE6E36C5695992EA779954FB8E0A6E4B99E137614D3AA142CF393EFAA5D14B265097E96DCB20379C0B3DCA9F6F71CFAF5E80A24D75EB3158A7BB509FE1BD7A25FED5D2F778B7A9103A1D05940A60A9B5B888A4849D3BA28B28AC7735607E8C20E7A995EA5BD6A3784227C230540CE248DE6E56330A0C84B1F76C0F888E4AE27E51AA3D9D5275AADEF822CA07B84B64EE12643739F34553891ED50BB5783253603AA362D8C21E75CEEF1418BFCC7666874D45841186E7B59FF9D05C7F786B26228E36A75002B31C609E7BCE3628653FF0FE98524E372D06472AEC9B57738EB4F9A802EFAE4C36FA20C5E7E468CF500F728C6D1F6C9974F6F513EE8A08E41041EB5A0B5EF9CD8E121577721A049A284ECFE8BEBC31E8D61AB618EFDD07571C97FEDDC13D389858FDA3FC7EC1FCB78C105CE3A7793DFCAF06BC8B68C578ED725EF4C1EDA8B3DB007AC9770E62DD4C40B33F7C25AA6E6B0C06C1A865EC41890717E38FC02A745DEFB',NULL);
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
INSERT INTO "corrections" VALUES(1,'637012c90aef1d7558a3adc6','637012c90aef1d7558a3adc6','','tag','Party','{"words": "the borrower", "before": " by the laws of Delaware. Notices go to ", "after": ". ", "occurrence": 0, "of": 1, "partial": false, "value": null, "written": "", "instead_of": null}','ada',1.79607907537389945981e+09,'',NULL,'',1,NULL,NULL);
INSERT INTO "corrections" VALUES(2,'637012c90aef1d7558a3adc6','637012c90aef1d7558a3adc6','','reject','Party','{"words": "Vega LLC", "before": "ay 20, 2014 between Orion Labs Inc. and ", "after": ". Each keeps confidential information se", "occurrence": null, "of": 1, "partial": false, "value": null, "written": "", "instead_of": null}','ada',1.7960790761114916801e+09,'',NULL,'',1,NULL,NULL);
INSERT INTO "corrections" VALUES(3,'0bd913dc13dd7f0024fd44c2','0bd913dc13dd7f0024fd44c2','','none','Term','{"words": "", "before": "", "after": "", "occurrence": 0, "of": 1, "partial": false, "value": null, "written": "", "instead_of": null}','ada',1.7960790768057746887e+09,'ada',1.79607907698921608922e+09,'',1,NULL,NULL);
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
INSERT INTO "documents" VALUES(1,'cbff9461d732380edd075fe1','a88de0230a73353f8f8b5cba840ecdce560c652f1a82fd547d6f7b327005408a','cbff9461d732380edd075fe1','[]','','failed','failed','Tika could not read the file: TIKA-198: Illegal IOException from org.apache.tika.parser.pdf.PDFParser; open it in the program that made it and save it again','contracts/production',0,0.0,NULL,NULL,'','','');
INSERT INTO "documents" VALUES(2,'46dca6f6788fe78c7e3d3ec1','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532','46dca6f6788fe78c7e3d3ec1','[]','','indexed','','','contracts/production',0,0.0,NULL,NULL,'contracts/rules/6a7c550be39e','','');
INSERT INTO "documents" VALUES(3,'0bd913dc13dd7f0024fd44c2','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','0bd913dc13dd7f0024fd44c2','[]','','indexed','','','contracts/production',0,0.0,NULL,NULL,'contracts/rules/6a7c550be39e','','');
INSERT INTO "documents" VALUES(4,'d6a5ca076ac44dfcb2eef797','8d62f25d1c37b2bf89e08e611d60340a49308b60d672b24e5ef6e9d9ad1c57b6','d6a5ca076ac44dfcb2eef797','[]','','indexed','','','contracts/production',0,0.0,NULL,NULL,'contracts/rules/6a7c550be39e','','');
INSERT INTO "documents" VALUES(5,'637012c90aef1d7558a3adc6','5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b','637012c90aef1d7558a3adc6','[]','','indexed','','','contracts/production',0,0.0,NULL,NULL,'contracts/rules/6a7c550be39e','','');
CREATE TABLE facts (
    document TEXT PRIMARY KEY REFERENCES bodies (document) ON DELETE CASCADE,
    facts    TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO "facts" VALUES('0bd913dc13dd7f0024fd44c2','[1,{"Party":[["Vega LLC",1.0],["Harbor Bank Inc.",1.0]],"EffectiveDate":[["2020-03-01",1.0]],"Jurisdiction":[["New York",1.0]],"Money":[["1500000.00 USD",1.0]]},{}]');
INSERT INTO "facts" VALUES('46dca6f6788fe78c7e3d3ec1','[1,{"Party":[["Vega LLC",1.0],["Harbour Inc.",1.0]],"EffectiveDate":[["2021-05-02",1.0]],"Money":[["900.00 USD",1.0]]},{}]');
INSERT INTO "facts" VALUES('637012c90aef1d7558a3adc6','[1,{"Party":[["Orion Labs Inc.",1.0],["the borrower",1.0,1]],"EffectiveDate":[["2014-05-20",1.0]],"Jurisdiction":[["Delaware",1.0]]},{}]');
INSERT INTO "facts" VALUES('d6a5ca076ac44dfcb2eef797','[1,{"Party":[["Orion Labs Inc.",1.0]],"Money":[["250.00 USD",1.0]]},{}]');
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
INSERT INTO "files" VALUES(1,X'2F746D702F656E7269636865722D365F69326338616D2F636F6E7472616374732F62726F6B656E2E706466',X'2F746D702F656E7269636865722D365F69326338616D2F636F6E747261637473',X'2F746D702F656E7269636865722D365F69326338616D2F636F6E747261637473','default',65024,11101454,30,1796079059833509279,1796079059833509279,'known','cbff9461d732380edd075fe1','','',1.79607906353493785864e+09,0.0,NULL,NULL);
INSERT INTO "files" VALUES(2,X'2F746D702F656E7269636865722D365F69326338616D2F636F6E7472616374732F6C656173652E747874',X'2F746D702F656E7269636865722D365F69326338616D2F636F6E747261637473',X'2F746D702F656E7269636865722D365F69326338616D2F636F6E747261637473','default',65024,11101453,85,1796079059833216525,1796079059833216525,'known','46dca6f6788fe78c7e3d3ec1','','',1.79607906353523516657e+09,0.0,NULL,NULL);
INSERT INTO "files" VALUES(3,X'2F746D702F656E7269636865722D365F69326338616D2F636F6E7472616374732F6C6F616E2E747874',X'2F746D702F656E7269636865722D365F69326338616D2F636F6E747261637473',X'2F746D702F656E7269636865722D365F69326338616D2F636F6E747261637473','default',65024,11101450,172,1796079059832994345,1796079059832994345,'known','0bd913dc13dd7f0024fd44c2','','',1.79607906353527188299e+09,0.0,NULL,NULL);
INSERT INTO "files" VALUES(4,X'2F746D702F656E7269636865722D365F69326338616D2F636F6E7472616374732F6D656D6F2E747874',X'2F746D702F656E7269636865722D365F69326338616D2F636F6E747261637473',X'2F746D702F656E7269636865722D365F69326338616D2F636F6E747261637473','default',65024,11101451,66,1796079059833060363,1796079059833060363,'known','d6a5ca076ac44dfcb2eef797','','',1.79607906353529906276e+09,0.0,NULL,NULL);
INSERT INTO "files" VALUES(5,X'2F746D702F656E7269636865722D365F69326338616D2F636F6E7472616374732F6E64612E747874',X'2F746D702F656E7269636865722D365F69326338616D2F636F6E747261637473',X'2F746D702F656E7269636865722D365F69326338616D2F636F6E747261637473','default',65024,11101452,218,1796079059833118049,1796079059833118049,'known','637012c90aef1d7558a3adc6','','',1.79607906353532242775e+09,0.0,NULL,NULL);
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
INSERT INTO "finding_log" VALUES(1,1,1.79607907891574192045e+09,'open','finding','low','No term was found; the agreement may have no end.','{"values": [], "places": [], "notes": [], "near": []}','f47b56a8d1109419','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','','','[]');
INSERT INTO "finding_log" VALUES(2,2,1.79607907891574192045e+09,'open','finding','high','1500000.00 USD is above a million.','{"values": [{"category": "Money", "value": "1500000.00 USD", "confidence": 1.0}], "places": [{"category": "Money", "value": "1500000.00 USD", "text": "$1,500,000.00", "offset": 117, "length": 13, "page": null, "confidence": 1.0, "sentence": {"start": 79, "text": "The lender lends the principal sum of $1,500,000.00."}}], "notes": [], "near": []}','3e1e012c7854527f','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','','','[]');
INSERT INTO "finding_log" VALUES(3,3,1.79607907891574192045e+09,'open','finding','high','The document names 1500000.00 USD.','{"values": [{"category": "Money", "value": "1500000.00 USD", "confidence": 1.0}], "places": [{"category": "Money", "value": "1500000.00 USD", "text": "$1,500,000.00", "offset": 117, "length": 13, "page": null, "confidence": 1.0, "sentence": {"start": 79, "text": "The lender lends the principal sum of $1,500,000.00."}}], "notes": [], "near": []}','302cab259e9e27b3','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','','','[]');
INSERT INTO "finding_log" VALUES(4,4,1.79607907891574192045e+09,'open','finding','medium','No governing law found in the document.','{"values": [], "places": [], "notes": [], "near": []}','f0f654aad8c39ff2','8d62f25d1c37b2bf89e08e611d60340a49308b60d672b24e5ef6e9d9ad1c57b6','','','[]');
INSERT INTO "finding_log" VALUES(5,5,1.79607907891574192045e+09,'open','finding','medium','No law is named.','{"values": [], "places": [], "notes": [], "near": []}','0078dd755cdce235','8d62f25d1c37b2bf89e08e611d60340a49308b60d672b24e5ef6e9d9ad1c57b6','','','[]');
INSERT INTO "finding_log" VALUES(6,6,1.79607907891574192045e+09,'open','finding','medium','It has been in force since 2014-05-20; no end was found or agreed.','{"values": [{"category": "EffectiveDate", "value": "2014-05-20", "confidence": 1.0}], "places": [{"category": "EffectiveDate", "value": "2014-05-20", "text": "May 20, 2014", "offset": 55, "length": 12, "page": null, "confidence": 1.0, "sentence": {"start": 26, "text": "This Agreement is made as of May 20, 2014 between Orion Labs Inc. and Vega LLC."}}], "notes": [], "near": []}','687aed357cc1d6e9','5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b','','','[]');
INSERT INTO "finding_log" VALUES(7,7,1.79607907891574192045e+09,'open','finding','low','No term was found; the agreement may have no end.','{"values": [], "places": [], "notes": [], "near": []}','f47b56a8d1109419','5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b','','','[]');
INSERT INTO "finding_log" VALUES(8,8,1.79607907891574192045e+09,'open','finding','medium','No governing law found in the document.','{"values": [], "places": [], "notes": [], "near": []}','f0f654aad8c39ff2','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532','','','[]');
INSERT INTO "finding_log" VALUES(9,9,1.79607907891574192045e+09,'open','finding','medium','No law is named.','{"values": [], "places": [], "notes": [], "near": []}','0078dd755cdce235','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532','','','[]');
INSERT INTO "finding_log" VALUES(10,10,1.79607907891574192045e+09,'open','finding','low','No term was found; the agreement may have no end.','{"values": [], "places": [], "notes": [], "near": []}','f47b56a8d1109419','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532','','','[]');
INSERT INTO "finding_log" VALUES(11,2,1.79607908778710389143e+09,'accepted','finding','high','1500000.00 USD is above a million.','{"values": [{"category": "Money", "value": "1500000.00 USD", "confidence": 1.0}], "places": [{"category": "Money", "value": "1500000.00 USD", "text": "$1,500,000.00", "offset": 117, "length": 13, "page": null, "confidence": 1.0, "sentence": {"start": 79, "text": "The lender lends the principal sum of $1,500,000.00."}}], "notes": [], "near": []}','3e1e012c7854527f','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','ada','approved by the board','[]');
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
INSERT INTO "findings" VALUES(1,'0bd913dc13dd7f0024fd44c2','contracts','term-missing','finding','open','low','No term was found; the agreement may have no end.',1.0,'cedfabaf71e7656f','{"values": [], "places": [], "notes": [], "near": []}','f47b56a8d1109419','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','contracts/rules/6a7c550be39e',1.79607907891574192045e+09,1.79607907891574192045e+09,1.79607907891574192045e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(2,'0bd913dc13dd7f0024fd44c2','contracts','large','finding','accepted','high','1500000.00 USD is above a million.',1.0,'25f81375ffa09474','{"values": [{"category": "Money", "value": "1500000.00 USD", "confidence": 1.0}], "places": [{"category": "Money", "value": "1500000.00 USD", "text": "$1,500,000.00", "offset": 117, "length": 13, "page": null, "confidence": 1.0, "sentence": {"start": 79, "text": "The lender lends the principal sum of $1,500,000.00."}}], "notes": [], "near": []}','3e1e012c7854527f','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','contracts/rules/6a7c550be39e',1.79607907891574192045e+09,1.79607907891574192045e+09,1.79607908778710389143e+09,NULL,'25f81375ffa09474','ada',1.79607908778710389143e+09,NULL,'approved by the board','[]');
INSERT INTO "findings" VALUES(3,'0bd913dc13dd7f0024fd44c2','contracts','large-amount','finding','open','high','The document names 1500000.00 USD.',1.0,'a0f6777579eb3f00','{"values": [{"category": "Money", "value": "1500000.00 USD", "confidence": 1.0}], "places": [{"category": "Money", "value": "1500000.00 USD", "text": "$1,500,000.00", "offset": 117, "length": 13, "page": null, "confidence": 1.0, "sentence": {"start": 79, "text": "The lender lends the principal sum of $1,500,000.00."}}], "notes": [], "near": []}','302cab259e9e27b3','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331','contracts/rules/6a7c550be39e',1.79607907891574192045e+09,1.79607907891574192045e+09,1.79607907891574192045e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(4,'d6a5ca076ac44dfcb2eef797','contracts','governing-law-missing','finding','open','medium','No governing law found in the document.',1.0,'5f6fb2e6e3c6a7be','{"values": [], "places": [], "notes": [], "near": []}','f0f654aad8c39ff2','8d62f25d1c37b2bf89e08e611d60340a49308b60d672b24e5ef6e9d9ad1c57b6','contracts/rules/6a7c550be39e',1.79607907891574192045e+09,1.79607907891574192045e+09,1.79607907891574192045e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(5,'d6a5ca076ac44dfcb2eef797','contracts','no-law','finding','open','medium','No law is named.',1.0,'5f6fb2e6e3c6a7be','{"values": [], "places": [], "notes": [], "near": []}','0078dd755cdce235','8d62f25d1c37b2bf89e08e611d60340a49308b60d672b24e5ef6e9d9ad1c57b6','contracts/rules/6a7c550be39e',1.79607907891574192045e+09,1.79607907891574192045e+09,1.79607907891574192045e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(6,'637012c90aef1d7558a3adc6','contracts','old-without-end','finding','open','medium','It has been in force since 2014-05-20; no end was found or agreed.',1.0,'2f0d5c59b1a6940b','{"values": [{"category": "EffectiveDate", "value": "2014-05-20", "confidence": 1.0}], "places": [{"category": "EffectiveDate", "value": "2014-05-20", "text": "May 20, 2014", "offset": 55, "length": 12, "page": null, "confidence": 1.0, "sentence": {"start": 26, "text": "This Agreement is made as of May 20, 2014 between Orion Labs Inc. and Vega LLC."}}], "notes": [], "near": []}','687aed357cc1d6e9','5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b','contracts/rules/6a7c550be39e',1.79607907891574192045e+09,1.79607907891574192045e+09,1.79607907891574192045e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(7,'637012c90aef1d7558a3adc6','contracts','term-missing','finding','open','low','No term was found; the agreement may have no end.',1.0,'cedfabaf71e7656f','{"values": [], "places": [], "notes": [], "near": []}','f47b56a8d1109419','5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b','contracts/rules/6a7c550be39e',1.79607907891574192045e+09,1.79607907891574192045e+09,1.79607907891574192045e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(8,'46dca6f6788fe78c7e3d3ec1','contracts','governing-law-missing','finding','open','medium','No governing law found in the document.',1.0,'5f6fb2e6e3c6a7be','{"values": [], "places": [], "notes": [], "near": []}','f0f654aad8c39ff2','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532','contracts/rules/6a7c550be39e',1.79607907891574192045e+09,1.79607907891574192045e+09,1.79607907891574192045e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(9,'46dca6f6788fe78c7e3d3ec1','contracts','no-law','finding','open','medium','No law is named.',1.0,'5f6fb2e6e3c6a7be','{"values": [], "places": [], "notes": [], "near": []}','0078dd755cdce235','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532','contracts/rules/6a7c550be39e',1.79607907891574192045e+09,1.79607907891574192045e+09,1.79607907891574192045e+09,NULL,NULL,'',NULL,NULL,'','[]');
INSERT INTO "findings" VALUES(10,'46dca6f6788fe78c7e3d3ec1','contracts','term-missing','finding','open','low','No term was found; the agreement may have no end.',1.0,'cedfabaf71e7656f','{"values": [], "places": [], "notes": [], "near": []}','f47b56a8d1109419','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532','contracts/rules/6a7c550be39e',1.79607907891574192045e+09,1.79607907891574192045e+09,1.79607907891574192045e+09,NULL,NULL,'',NULL,NULL,'','[]');
CREATE TABLE history (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at       REAL NOT NULL,
    who      TEXT NOT NULL,
    act      TEXT NOT NULL,
    kind     TEXT NOT NULL,  -- of the subject
    subject  TEXT NOT NULL,  -- the id of a document, the name of anything else
    details  TEXT NOT NULL   -- JSON
);
INSERT INTO "history" VALUES(1,1.79607906052034711841e+09,'ada','collection','collection','default','{"folder": "/tmp/enricher-6_i2c8am/contracts"}');
INSERT INTO "history" VALUES(2,1.79607907958642077448e+09,'unknown','policy','project','contracts','{"file": "large.yaml", "shipped": false, "before": null, "after": "16ef6dad49606bee48cd73277bd6a044eeca21c80f7d942978f046c6daccfbfa"}');
INSERT INTO "history" VALUES(3,1.79607907958650255203e+09,'unknown','policy','project','contracts','{"file": "no-law.yaml", "shipped": false, "before": null, "after": "9eab40841a1f9040cfe6f70b8b945b40b7424ac2ad3566c0085c921d130293ab"}');
INSERT INTO "history" VALUES(4,1.79607908684472680088e+09,'ada','create-project','project','loans','{}');
INSERT INTO "history" VALUES(5,1.79607908734485650055e+09,'ada','import','project','loans','{"added": 1, "replaced": 0, "labels": 2, "categories": []}');
INSERT INTO "history" VALUES(6,1.79607908778751111027e+09,'ada','accept','document','0bd913dc13dd7f0024fd44c2','{"finding": 2, "policy": "large", "project": "contracts", "reason": "approved by the board", "until": null}');
CREATE TABLE index_log (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    document TEXT NOT NULL,
    at       REAL NOT NULL,
    entry    TEXT            -- JSON, NULL where the index has it no more
);
INSERT INTO "index_log" VALUES(1,'46dca6f6788fe78c7e3d3ec1',1.79607907424495720862e+09,'{"collections":["default"],"fields":{"EffectiveDate":[{"by":["pattern"],"date":"2021-05-02","value":"2021-05-02"}],"Money":[{"by":["detector"],"currency":"USD","number":"900.00","value":"900.00 USD"}],"Party":[{"by":["pattern"],"value":"Vega LLC"},{"by":["pattern"],"value":"Harbour Inc."}]},"language":"en","media_type":"text/plain","models":["contracts/rules/6a7c550be39e"],"paths":["/tmp/enricher-6_i2c8am/contracts/lease.txt"],"seen":1796079064,"sha256":"ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532","title":"lease.txt"}');
INSERT INTO "index_log" VALUES(2,'0bd913dc13dd7f0024fd44c2',1.79607907446502137183e+09,'{"collections":["default"],"fields":{"EffectiveDate":[{"by":["pattern"],"date":"2020-03-01","value":"2020-03-01"}],"Jurisdiction":[{"by":["pattern"],"value":"New York"}],"Money":[{"by":["detector"],"currency":"USD","number":"1500000.00","value":"1500000.00 USD"}],"Party":[{"by":["pattern"],"value":"Vega LLC"},{"by":["pattern"],"value":"Harbor Bank Inc."}]},"language":"en","media_type":"text/plain","models":["contracts/rules/6a7c550be39e"],"paths":["/tmp/enricher-6_i2c8am/contracts/loan.txt"],"seen":1796079064,"sha256":"d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331","title":"loan.txt"}');
INSERT INTO "index_log" VALUES(3,'d6a5ca076ac44dfcb2eef797',1.79607907446502137183e+09,'{"collections":["default"],"fields":{"Money":[{"by":["detector"],"currency":"USD","number":"250.00","value":"250.00 USD"}],"Party":[{"by":["pattern"],"value":"Orion Labs Inc."}]},"language":"en","media_type":"text/plain","models":["contracts/rules/6a7c550be39e"],"paths":["/tmp/enricher-6_i2c8am/contracts/memo.txt"],"seen":1796079064,"sha256":"8d62f25d1c37b2bf89e08e611d60340a49308b60d672b24e5ef6e9d9ad1c57b6","title":"memo.txt"}');
INSERT INTO "index_log" VALUES(4,'637012c90aef1d7558a3adc6',1.79607907446502137183e+09,'{"collections":["default"],"fields":{"EffectiveDate":[{"by":["pattern"],"date":"2014-05-20","value":"2014-05-20"}],"Jurisdiction":[{"by":["pattern"],"value":"Delaware"}],"Party":[{"by":["pattern"],"value":"Orion Labs Inc."},{"by":["pattern"],"value":"Vega LLC"}]},"language":"en","media_type":"text/plain","models":["contracts/rules/6a7c550be39e"],"paths":["/tmp/enricher-6_i2c8am/contracts/nda.txt"],"seen":1796079064,"sha256":"5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b","title":"nda.txt"}');
INSERT INTO "index_log" VALUES(5,'637012c90aef1d7558a3adc6',1.79607907584502959246e+09,'{"collections":["default"],"corrections":[[1,"tag","Party","the borrower","","","ada",1796079075.373899]],"fields":{"EffectiveDate":[{"by":["pattern"],"date":"2014-05-20","value":"2014-05-20"}],"Jurisdiction":[{"by":["pattern"],"value":"Delaware"}],"Party":[{"by":["pattern"],"value":"Orion Labs Inc."},{"by":["pattern"],"value":"Vega LLC"},{"by":["human"],"value":"the borrower","who":["ada"]}]},"language":"en","media_type":"text/plain","models":["contracts/rules/6a7c550be39e"],"paths":["/tmp/enricher-6_i2c8am/contracts/nda.txt"],"seen":1796079064,"sha256":"5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b","title":"nda.txt"}');
INSERT INTO "index_log" VALUES(6,'637012c90aef1d7558a3adc6',1.79607907662082505223e+09,'{"collections":["default"],"corrections":[[1,"tag","Party","the borrower","","","ada",1796079075.373899],[2,"reject","Party","Vega LLC","","","ada",1796079076.111492]],"fields":{"EffectiveDate":[{"by":["pattern"],"date":"2014-05-20","value":"2014-05-20"}],"Jurisdiction":[{"by":["pattern"],"value":"Delaware"}],"Party":[{"by":["pattern"],"value":"Orion Labs Inc."},{"by":["human"],"value":"the borrower","who":["ada"]}]},"language":"en","media_type":"text/plain","models":["contracts/rules/6a7c550be39e"],"paths":["/tmp/enricher-6_i2c8am/contracts/nda.txt"],"seen":1796079064,"sha256":"5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b","title":"nda.txt"}');
INSERT INTO "index_log" VALUES(7,'46dca6f6788fe78c7e3d3ec1',1.79607907773299360276e+09,'{"collections":["default"],"fields":{"EffectiveDate":[{"by":["pattern"],"date":"2021-05-02","value":"2021-05-02"}],"Money":[{"by":["detector"],"currency":"USD","number":"900.00","value":"900.00 USD"}],"Party":[{"by":["pattern"],"value":"Vega LLC"},{"by":["pattern"],"value":"Harbor Bank Inc."}]},"language":"en","media_type":"text/plain","models":["contracts/rules/6a7c550be39e"],"paths":["/tmp/enricher-6_i2c8am/contracts/lease.txt"],"seen":1796079064,"sha256":"ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532","title":"lease.txt"}');
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
INSERT INTO "meta" VALUES('index_log_since','1796079060.483');
INSERT INTO "meta" VALUES('party_rule','f51c202fcbdc4f4d');
INSERT INTO "meta" VALUES('index_generation','7995b5544d824c4ea5b2427d0eaeb6c9');
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
INSERT INTO "party_log" VALUES(1,1.7960790773835403919e+09,'ada','merge','["Harbor Bank Inc.", "Harbour Inc."]','Harbor Bank Inc.');
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
INSERT INTO "party_mentions" VALUES('0bd913dc13dd7f0024fd44c2','Harbor Bank Inc.');
INSERT INTO "party_mentions" VALUES('46dca6f6788fe78c7e3d3ec1','Harbour Inc.');
INSERT INTO "party_mentions" VALUES('637012c90aef1d7558a3adc6','Orion Labs Inc.');
INSERT INTO "party_mentions" VALUES('d6a5ca076ac44dfcb2eef797','Orion Labs Inc.');
INSERT INTO "party_mentions" VALUES('0bd913dc13dd7f0024fd44c2','Vega LLC');
INSERT INTO "party_mentions" VALUES('46dca6f6788fe78c7e3d3ec1','Vega LLC');
INSERT INTO "party_mentions" VALUES('637012c90aef1d7558a3adc6','the borrower');
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
INSERT INTO "party_shown_log" VALUES(1,'harbour inc',1.79607907386599326138e+09,'Harbour Inc.');
INSERT INTO "party_shown_log" VALUES(2,'vega llc',1.79607907386599326138e+09,'Vega LLC');
INSERT INTO "party_shown_log" VALUES(3,'harbor bank inc',1.79607907416001701355e+09,'Harbor Bank Inc.');
INSERT INTO "party_shown_log" VALUES(4,'orion labs inc',1.79607907418101882929e+09,'Orion Labs Inc.');
INSERT INTO "party_shown_log" VALUES(5,'borrower',1.79607907537598323818e+09,'the borrower');
INSERT INTO "party_shown_log" VALUES(6,'harbour inc',1.79607907738301301008e+09,'Harbor Bank Inc.');
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
INSERT INTO "roots" VALUES(X'2F746D702F656E7269636865722D365F69326338616D2F636F6E747261637473','default',65024,NULL);
CREATE TABLE searches (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    name    TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,       -- the query of its page
    made_at REAL NOT NULL,
    title   TEXT NOT NULL DEFAULT ''
);
INSERT INTO "searches" VALUES(1,'delaware','q=Jurisdiction%3DDelaware',1.79607908771295332909e+09,'By Delaware law');
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
INSERT INTO "undecided" VALUES('contracts','ended','0bd913dc13dd7f0024fd44c2','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','ended','46dca6f6788fe78c7e3d3ec1','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','ended','637012c90aef1d7558a3adc6','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','ended','d6a5ca076ac44dfcb2eef797','EffectiveDate is missing',0);
INSERT INTO "undecided" VALUES('contracts','ends-soon','0bd913dc13dd7f0024fd44c2','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','ends-soon','46dca6f6788fe78c7e3d3ec1','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','ends-soon','637012c90aef1d7558a3adc6','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','ends-soon','d6a5ca076ac44dfcb2eef797','EffectiveDate is missing',0);
INSERT INTO "undecided" VALUES('contracts','governing-law-not-accepted','46dca6f6788fe78c7e3d3ec1','Jurisdiction is missing',0);
INSERT INTO "undecided" VALUES('contracts','governing-law-not-accepted','d6a5ca076ac44dfcb2eef797','Jurisdiction is missing',0);
INSERT INTO "undecided" VALUES('contracts','implausible-effective-date','d6a5ca076ac44dfcb2eef797','EffectiveDate is missing',0);
INSERT INTO "undecided" VALUES('contracts','old-without-end','d6a5ca076ac44dfcb2eef797','EffectiveDate is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-long','0bd913dc13dd7f0024fd44c2','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-long','46dca6f6788fe78c7e3d3ec1','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-long','637012c90aef1d7558a3adc6','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-long','d6a5ca076ac44dfcb2eef797','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-short','0bd913dc13dd7f0024fd44c2','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-short','46dca6f6788fe78c7e3d3ec1','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-short','637012c90aef1d7558a3adc6','Term is missing',0);
INSERT INTO "undecided" VALUES('contracts','term-too-short','d6a5ca076ac44dfcb2eef797','Term is missing',0);
CREATE TABLE versions (
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    sha256   TEXT NOT NULL,
    seen_at  REAL NOT NULL
);
INSERT INTO "versions" VALUES('cbff9461d732380edd075fe1','a88de0230a73353f8f8b5cba840ecdce560c652f1a82fd547d6f7b327005408a',1.79607906355745553968e+09);
INSERT INTO "versions" VALUES('46dca6f6788fe78c7e3d3ec1','ab54ef8b514e74807e7cc31bb9caca678ef328a2fea269530c734c9c6e525532',1.79607906355801725389e+09);
INSERT INTO "versions" VALUES('0bd913dc13dd7f0024fd44c2','d9f25b9195bf311a8c605d63cd558fb80055ba1e672adae93a4ac4e81af22331',1.79607906355829882619e+09);
INSERT INTO "versions" VALUES('d6a5ca076ac44dfcb2eef797','8d62f25d1c37b2bf89e08e611d60340a49308b60d672b24e5ef6e9d9ad1c57b6',1.79607906355854058267e+09);
INSERT INTO "versions" VALUES('637012c90aef1d7558a3adc6','5e2386f7270fc06bf3a811c0affcce0b5e461bb4c14ac760d65082635e68886b',1.79607906355907678604e+09);
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
