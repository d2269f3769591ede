#include "http/demo_data.hpp"

#include "actions/plugin_overrides.hpp"

#include <functional>
#include <stdexcept>

#include "storage/migrate.hpp"
#include "storage/search_index.hpp"

namespace seva::http {
namespace {

using domain::Aspect;
using domain::Priority;
using std::chrono::hours;
using std::chrono::minutes;

std::filesystem::path make_folder() {
  // In memory where there is such a place: a test of pages is no test of disks.
  const std::filesystem::path memory = "/dev/shm";
  std::string pattern = ((std::filesystem::exists(memory) ? memory : std::filesystem::temp_directory_path()) / "seva-http-XXXXXX").string();
  return ::mkdtemp(pattern.data());
}

/// As long as a test may take, so that nothing is let go for being slow; times are looked at often.
LiveSettings quick() {
  LiveSettings settings;
  settings.beat = std::chrono::milliseconds{100};
  settings.tick = std::chrono::milliseconds{10};
  settings.most_streams = 64;
  settings.most_streams_of_one = 8;
  settings.most_events = 200;
  return settings;
}

storage::DatabaseAddress address_in(const std::filesystem::path& folder) {
  storage::DatabaseAddress address;
  address.path = (folder / "seva.db").string();
  return address;
}

std::unique_ptr<actions::Store> make_store(const std::filesystem::path& folder) {
  const storage::DatabaseAddress address = address_in(folder);
  if (!storage::migrate(address)) throw std::runtime_error("cannot prepare the store");
  return storage::open_store(address);
}

domain::Instance instance() {
  domain::Instance made;
  made.id = "up-police";
  made.name = {"Uttar Pradesh Police", "उत्तर प्रदेश पुलिस"};
  made.docket_prefix = "UPP";
  made.triage_unit = "hq";
  made.units = *domain::UnitTree::build({{"hq", "", "hq", {"Headquarters", "मुख्यालय"}, {}},
                                         {"zone-lucknow", "hq", "zone", {"Lucknow zone", "लखनऊ ज़ोन"}, {}},
                                         {"lucknow", "zone-lucknow", "district", {"Lucknow", "लखनऊ"}, {}},
                                         {"hazratganj", "lucknow", "station", {"Hazratganj police station", "थाना हज़रतगंज"}, {}},
                                         {"alambagh", "lucknow", "station", {"Alambagh police station", "थाना आलमबाग"}, {}},
                                         {"zone-kanpur", "hq", "zone", {"Kanpur zone", "कानपुर ज़ोन"}, {}},
                                         {"kanpur", "zone-kanpur", "district", {"Kanpur", "कानपुर"}, {}}});
  made.accounts = {{"x", "Uppolice", false, "hq", "police", domain::AccountMode::live, false},
                   {"x", "lkopolice", false, "lucknow", "police", domain::AccountMode::live, false}};
  made.index_accounts();
  made.categories = {{"snatching", {"Mobile snatching", "मोबाइल छिनैती"}, "theft"},
                     {"noise", {"Noise at night", "रात में शोर"}, "order"},
                     {"fraud", {"Online fraud", "ऑनलाइन ठगी"}, "cyber"},
                     {"women", {"Harassment of women", "महिला उत्पीड़न"}, "women"}};
  made.service_level.by_priority[Priority::emergency] = {minutes{30}, minutes{24 * 60}};
  made.service_level.by_priority[Priority::high] = {minutes{6 * 60}, minutes{3 * 24 * 60}};
  made.service_level.by_priority[Priority::normal] = {minutes{24 * 60}, minutes{7 * 24 * 60}};
  made.replies["opened"] = {"Your docket is {docket}.", "आपकी शिकायत संख्या {docket} है।"};
  domain::PluginSettings x;
  x.id = "x";
  made.channels = {x};
  domain::PluginSettings police;
  police.id = "police";
  made.departments = {police};
  return made;
}

std::vector<actions::OutcomeForm> outcomes() {
  return {
      {"fir", {"FIR registered", "एफ़आईआर दर्ज"}, {{"fir_number", {"FIR number", "एफ़आईआर संख्या"}, true}, {"station", {"Police station", "थाना"}, true}}},
      {"action", {"Action taken", "की गई कार्रवाई"}, {{"action", {"What was done", "क्या किया गया"}, true}}}};
}

}  // namespace

std::string CountedIdentities::random_hex(std::size_t size) {
  std::string hex;
  while (hex.size() < size * 2) {
    char digits[17];
    std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(random_bits() ^ (random_bits() >> 7)));
    hex += digits;
  }
  hex.resize(size * 2);
  return hex;
}

std::optional<std::vector<domain::Assessment>> ToldDepartment::assess(const std::string& department, std::span<const actions::Assessable> messages) {
  std::vector<domain::Assessment> assessments;
  for (const actions::Assessable& asked : messages) {
    domain::Assessment assessment;
    if (const auto told = opinions.find(asked.message->text); told != opinions.end()) assessment = told->second;
    assessment.department = department;
    assessments.push_back(std::move(assessment));
  }
  return assessments;
}

domain::Result<std::vector<actions::OutcomeProblem>> ToldDepartment::check_outcome(const domain::Ticket&, const domain::Outcome& outcome) {
  if (outcome.code == "fir" && !outcome.fields.contains("fir_number")) return std::vector<actions::OutcomeProblem>{{"fir_number", "fir_missing", {}}};
  return std::vector<actions::OutcomeProblem>{};
}

std::vector<actions::PluginFacts> DemoPlugins::plugins() {
  actions::PluginFacts x;
  x.id = "x";
  x.kind = "channel";
  x.version = "1.0.0";
  x.name = {"X", "X"};
  x.is_enabled = true;
  x.state = "running";
  x.can_reply = true;
  x.can_send_private = true;
  x.icon = "at-sign";
  x.privacy_class = "public";
  x.hosts = {"service.example"};
  x.reply_limit_json = reply_limit_json;
  actions::PluginFacts police;
  police.id = "police";
  police.kind = "department";
  police.version = "1.0.0";
  police.name = {"Police", "पुलिस"};
  police.is_enabled = true;
  police.state = "running";
  police.icon = "shield";
  police.categories = {{"snatching", {"Snatching", "छिनैती"}, "property"}};
  police.outcomes = outcomes();
  police.fact_names = {{"place", {"Place of incident", "घटनास्थल"}}};
  actions::PluginFacts helpline;
  helpline.id = "helpline";
  helpline.kind = "channel";
  helpline.version = "0.9.0";
  helpline.name = {"Women's helpline 1090", "वीमेन पावर लाइन 1090"};
  helpline.state = "failed";
  helpline.reason = "It stopped three times in a minute. Look at its log, then switch it on again.";
  return {x, police, helpline};
}

std::optional<actions::PluginFacts> DemoPlugins::plugin(const std::string& id) {
  for (actions::PluginFacts& facts : plugins())
    if (facts.id == id) return facts;
  return std::nullopt;
}

std::optional<domain::Text> DemoPlugins::text(const std::string& plugin, const std::string& code) {
  if (plugin != "police") return std::nullopt;
  if (code == "fir_missing") return domain::Text{"The FIR number is missing.", "एफ़आईआर संख्या नहीं भरी गई।"};
  if (code == "offence") return domain::Text{"{0} is an offence that the police act on.", "“{0}” पर पुलिस कार्रवाई करती है।"};
  if (code == "place") return domain::Text{"{0} is named as the place.", "घटनास्थल {0} बताया गया है।"};
  if (code == "fact.place") return domain::Text{"Place of incident", "घटनास्थल"};
  return std::nullopt;
}

std::string CheapHashes::hash(const std::string& password) { return "cheap " + std::to_string(std::hash<std::string>{}(password)); }
bool CheapHashes::verify(const std::string& hash_text, const std::string& password) { return hash(password) == hash_text; }

std::optional<actions::PluginForm> DemoControl::form(const std::string& plugin) {
  if (plugin != "x" && plugin != "police") return std::nullopt;
  return actions::PluginForm{R"({"type":"object","properties":{"port":{"type":"integer","title":"Port"}}})", {{"token", {"Token", "टोकन"}}}};
}

std::vector<actions::ConfigProblem> DemoControl::check(const std::string& /*plugin*/, const std::string& /*config_json*/) { return problems; }

std::vector<actions::TrialStep> DemoControl::try_start(const domain::PluginSettings& settings) {
  tried.push_back(settings);
  return {{{"It starts", "आरंभ होता है"}, does_start, std::chrono::milliseconds{3}, {}}};
}

actions::HandedAgain DemoControl::hand_again(const actions::DeadLetter& letter, std::chrono::milliseconds /*patience*/) {
  handed_letters.push_back(letter);
  return handed;
}

/// The folder is the settings as they are.
bool DemoControl::apply() {
  actions::lay_over(settings_.instance, actions::read_overrides(*store), *this);
  return true;
}

DemoControl::Sealed DemoControl::seal(std::string_view clear, std::string_view place) {
  return {"key", "sealed:" + std::string(place) + ":" + std::string(clear.rbegin(), clear.rend())};
}

std::optional<std::string> DemoControl::open(const Sealed& sealed, std::string_view place) {
  const std::string head = "sealed:" + std::string(place) + ":";
  if (!sealed.bytes.starts_with(head)) return std::nullopt;
  return std::string(sealed.bytes.rbegin(), sealed.bytes.rend() - static_cast<std::ptrdiff_t>(head.size()));
}

actions::WebhookResponse EchoingChannel::receive(const std::string& name, const actions::WebhookRequest& request) {
  if (name != "x") return {404, {}, {}};
  last = request;
  return answer;
}

DemoWorld::DemoWorld() : DemoWorld(quick()) {}

DemoWorld::DemoWorld(const LiveSettings& live_settings)
    : folder(make_folder()),
      store(make_store(folder)),
      live(clock, live_settings),
      announcing(*store, live),
      search(storage::open_search_index((folder / "search").string())),
      ports{announcing, clock, identities, settings, departments, plugins, *search} {
  control.store = store.get();
  settings.instance = instance();
  using domain::Role;
  const auto add = [&](const std::string& login, const std::string& name, Role role, const std::string& unit) {
    if (!actions::add_user(ports, hashes, {login, name, kDemoPassword, "hi", {{role, unit}}})) throw std::logic_error("user " + login);
  };
  add("meera.singh", "निरीक्षक मीरा सिंह", Role::supervisor, "lucknow");
  add("ravi.verma", "उ.नि. रवि वर्मा", Role::officer, "hazratganj");
  add("kanpur.desk", "कानपुर कक्ष", Role::officer, "kanpur");
  add("triage.desk", "परीक्षण कक्ष", Role::triage, "hq");
  add("watcher", "कमांड सेंटर", Role::command_centre, "hq");
  add("administrator", "प्रशासक", Role::administrator, "hq");
}

DemoWorld::~DemoWorld() {
  store.reset();
  std::filesystem::remove_all(folder);
}

domain::Principal DemoWorld::person(const std::string& login) {
  std::optional<domain::User> user;
  store->read([&](actions::Transaction& transaction) { user = transaction.people().user_by_login(login); });
  return {user->id, user->login, user->name, user->roles};
}

std::size_t DemoWorld::events_of(const std::string& docket) {
  std::size_t count = 0;
  store->read([&](actions::Transaction& transaction) {
    if (const auto ticket = transaction.tickets().by_docket(docket)) count = transaction.tickets().events(ticket->id).size();
  });
  return count;
}

std::string DemoWorld::complain(const DemoTicket& ticket) {
  const domain::Instant now = clock.now();
  clock.set(now - ticket.age);
  domain::Assessment& opinion = departments.opinions[ticket.text];
  opinion.relevance = domain::Relevance::grievance;
  opinion.score = ticket.unit == "unsure" ? 0.45 : 0.95;
  opinion.category = ticket.category;
  opinion.priority = ticket.priority;
  opinion.is_confidential = ticket.is_confidential;
  opinion.unit = ticket.unit == "unsure" ? "" : ticket.unit;
  opinion.candidates = {{"hazratganj", 0.62}, {"alambagh", 0.31}, {"kanpur", 0.12}};
  opinion.facts = {{"place", "हज़रतगंज चौराहा"}};
  domain::Reason offence{Aspect::relevance, "offence", {ticket.category}, 0.6, {}};
  domain::Reason place{Aspect::unit, "place", {"hazratganj"}, 0.3, {}};
  opinion.reasons = {offence, place};

  domain::Message message;
  message.source_id = "post-" + std::to_string(++posts_);
  message.thread = message.source_id;
  message.author = {"author-" + std::to_string(posts_), "anita_example", "अनिता एस."};
  message.text = ticket.text;
  message.language = "hi";
  message.sent_at = clock.now();
  message.mentions = {"Uppolice"};
  message.location = domain::Location{26.85, 80.94, "Hazratganj, Lucknow"};
  actions::Turn turn;
  turn.channel = "x";
  turn.messages = {message};
  (void)actions::ReceiveMessages(ports).commit(std::move(turn));
  clock.set(now);

  std::string docket;
  store->read([&](actions::Transaction& transaction) {
    const std::vector<std::string> ids = {message.source_id};
    for (const auto& known : transaction.intake().known_messages("x", ids))
      for (const auto& found : transaction.tickets().by_ids({&known.ticket, 1})) docket = found.docket;
  });
  return docket;
}

void DemoWorld::fill() {
  using domain::Status;
  const domain::Principal meera = person("meera.singh");
  const auto in_process = [&](const std::string& docket) { (void)actions::change_status(ports, meera, {docket, {}}, {Status::in_process, {}, {}}); };
  complain({"तीन दिन से थाने के चक्कर लगा रहा हूँ, रिपोर्ट नहीं लिखी जा रही", "hazratganj", "snatching", Priority::high, hours{23}});
  in_process(complain({"घर के सामने रात 1 बजे तक डीजे बजता है, बच्चों की परीक्षा है", "alambagh", "noise", Priority::normal, hours{27}}));
  complain({"गाड़ी चोरी हुई, कैमरे में दिख रहा है पर कोई देखने नहीं आया", "hazratganj", "snatching", Priority::high, minutes{6 * 60 + 52}});
  in_process(complain({"Online fraud ho gaya 24,000 ka, OTP kisi ko nahi diya", "lucknow", "fraud", Priority::high, minutes{5 * 60 + 40}}));
  complain({"1090 par phone kiya tha, peecha karne wala phir aaya", "alambagh", "women", Priority::emergency, minutes{12}, true});
  complain({"पड़ोसी ने आम रास्ते पर कब्ज़ा कर लिया, रोकने पर धमकी देता है", "hazratganj", "noise", Priority::normal, hours{16}});
  complain({"Gomti Nagar Vistar me school time pe roz jaam lagta hai", "lucknow", "noise", Priority::normal, hours{14}});
  const std::string asked = complain({"मेरा पर्स बस में चोरी हो गया, कृपया मदद करें", "hazratganj", "snatching", Priority::normal, hours{9}});
  (void)actions::reply_to_citizen(ports, meera, {asked, {}}, {"बस का नंबर और समय बताएँ।", false, domain::StatusChange{Status::incomplete, {}, {}}});
  const std::string closed = complain({"पार्क में शाम को शराब पीने वालों की भीड़, महिलाएँ नहीं निकल पातीं", "alambagh", "noise", Priority::normal, hours{50}});
  (void)actions::change_status(ports, meera, {closed, {}}, {Status::closed, {"action", {{"action", "गश्त बढ़ाई गई"}}}, {}});
  (void)actions::verify_closure(ports, meera, {closed, {}}, "");
  complain({"किरायेदार मकान खाली नहीं कर रहा, मारपीट पर उतारू है", "kanpur", "noise", Priority::normal, hours{2}});
  complain({"बुज़ुर्ग पिता को फ़ोन पर बिजली काटने की धमकी, लिंक भेजा है", "unsure", "fraud", Priority::normal, hours{1}});
  complain({"@Uppolice ye sahi hai kya? chauraha par kuch hua hai", "unsure", "noise", Priority::normal, minutes{20}});

  const std::string shown = complain({"हज़रतगंज चौराहे पर बाइक सवार दो लोग माँ का मोबाइल छीन ले गए। 112 पर फ़ोन किया, 40 मिनट कोई नहीं आया।", "hazratganj",
                                      "snatching", Priority::high, minutes{5 * 60 + 5}});
  (void)actions::add_note(ports, meera, {shown, {}}, "कैमरा 14 की फ़ुटेज नियंत्रण कक्ष से माँगी है। आरक्षी 13:00 पर जाएँगे।");
  (void)actions::assign_ticket(ports, meera, {shown, {}}, "ravi.verma");
  (void)actions::reply_to_citizen(
      ports, meera, {shown, {}},
      {"टीम मौके पर भेजी गई है। कृपया मोबाइल का IMEI निजी संदेश से भेजें।", false, domain::StatusChange{Status::in_process, {}, {}}});
}

}  // namespace seva::http
