#include "cli/command_line.hpp"

#include <sstream>

#include "actions/world.hpp"

namespace seva::cli {
namespace {

/// The commands over a world of the actions' tests.
class CommandLine : public ::testing::Test, public actions::World {
 protected:
  struct Scripted final : Assembly {
    explicit Scripted(CommandLine& a_test) : test(a_test) {}
    actions::Ports& ports() override { return test.ports; }
    actions::PasswordHashes& hashes() override { return test.hashes; }
    domain::Result<std::string> create_vault_keys() override { return std::string("somewhere/vault.key"); }
    domain::Result<std::string> rotate_vault_keys() override { return domain::conflict("vault_key_missing", "There is no file of keys."); }
    domain::Result<void> switch_plugin(const std::string& plugin, bool) override {
      if (plugin != "known") return domain::not_found();
      return {};
    }
    domain::Result<ReplacedPlugin> replace_plugin(const std::string&, const std::string&) override { return domain::not_found(); }
    domain::Result<actions::ConfigCheck> configure_plugin(const std::string& plugin, const std::string& config_json) override {
      if (plugin != "x") return domain::not_found();
      if (config_json != "{}") return actions::ConfigCheck{{{"/port", {"It must be a number.", "यह संख्या हो।"}}}, {}};
      return actions::ConfigCheck{{}, {{{"It starts", "आरंभ होता है"}, true, {}, {}}}};
    }
    domain::Result<void> approve_host(const std::string& plugin, const std::string& host, bool is_approved) override {
      if (plugin != "x") return domain::not_found();
      if (is_approved) test.approvals.push_back({plugin, host, {}, "command line", {}});
      if (!is_approved) test.approvals.clear();
      return {};
    }
    std::vector<domain::HostApproval> host_approvals() override { return test.approvals; }
    std::optional<std::vector<actions::PluginFacts>> running_plugins() override { return std::nullopt; }
    domain::Result<ReplayReport> replay(const std::string& channel, const std::string& file, std::chrono::microseconds later,
                                        const std::function<void(std::int64_t)>& progress) override {
      test.later = later;
      if (channel != "x") return domain::invalid("channel_off", "The channel is off.");
      progress(3);
      return ReplayReport{test.counts, 3, {{file + ":2", "not_json"}}};
    }
    domain::Result<BackupContents> back_up(const std::string& target, const std::function<void(std::int64_t)>& progress) override {
      if (target != "backup.gz") return domain::Problem{domain::ProblemKind::unavailable, "backup_failed", "The disk is full", target, "Mend it."};
      progress(8);
      return BackupContents{{{"tickets", 7}, {"users", 0}}, 1};
    }
    domain::Result<BackupContents> restore(const std::string& source, const std::function<void(std::int64_t)>& progress) override {
      return back_up(source, progress);
    }
    domain::Result<BackupContents> check_backup(const std::string& source) override {
      return back_up(source, [](std::int64_t) {});
    }
    domain::Result<std::vector<ArchivedFile>> archive(const std::string& closed_before, const std::string& folder, const ArchiveTold& told) override {
      if (closed_before != "2026-01") return domain::invalid("month_invalid", "Tickets are archived by months that are over.", closed_before);
      told({"writing", "2025-11", 100, 120});
      told({"moving", "2025-11", 120, 120});
      return std::vector<ArchivedFile>{{"2025-11", folder + ".gz", 118, 2}, {"2025-12", "", 0, 3}};
    }
    domain::Result<BackupContents> look_at_archive(const std::string& source) override {
      if (source != "archive.gz") return domain::invalid("archive_unreadable", "The file ends in the middle of a line.", source);
      return BackupContents{{{"tickets", 118}}, 1, "2025-11"};
    }
    domain::Result<RestoredArchive> restore_archive(const std::string& source, const ArchiveTold& told) override {
      if (source != "archive.gz") return domain::conflict("archive_foreign", "This database did not make the archive.");
      told({"bringing back", "2025-11", 118, 118});
      return RestoredArchive{"2025-11", 116, 2};
    }
    domain::Result<std::int64_t> export_tickets(const TicketExport& wish, const std::function<void(std::int64_t)>& progress) override {
      if (wish.unit == "nowhere") return domain::invalid("unit_unknown", "The instance has no such unit.");
      progress(5);
      return 5;
    }
    domain::Result<ImportSums> import_tickets(const TicketImport& wish, const std::function<void(std::int64_t)>&) override {
      if (wish.file == "whole.csv") return ImportSums{2, 2, 0, 0, {}};
      return ImportSums{3, 1, 1, 1, {{7, "No unit bears this name. (unit)"}}};
    }
    domain::Result<void> serve(const std::function<void(const std::string&)>& ready) override {
      ready("http://127.0.0.1:1");
      return {};
    }
    CommandLine& test;
  };
  std::chrono::microseconds later{0};
  std::vector<domain::HostApproval> approvals;

  int run(std::vector<const char*> words) {
    words.insert(words.begin(), "seva");
    out.str("");
    err.str("");
    const Assemble assemble = [this](const auto& options, Depth) -> domain::Result<std::unique_ptr<Assembly>> {
      given = options;
      return std::unique_ptr<Assembly>(std::make_unique<Scripted>(*this));
    };
    const actions::TryPlugin try_plugin = [](const std::string&, actions::TriedWhere) -> domain::Result<std::unique_ptr<actions::TriedPlugin>> {
      return domain::invalid("plugin_file_missing", "There is no such file.");
    };
    return cli::run(static_cast<int>(words.size()), words.data(), assemble, try_plugin, {in, out, err});
  }

  actions::Counts counts{3, 1, 1, 0, 1, 1, 0, 0, 0};
  std::map<std::string, std::string> given;
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
};

TEST_F(CommandLine, passes_the_options_on) {
  EXPECT_EQ(run({"--instance", "config/one", "migrate", "--home", "somewhere"}), kDone);
  EXPECT_EQ(given, (std::map<std::string, std::string>{{"instance", "config/one"}, {"home", "somewhere"}}));
}

TEST_F(CommandLine, replays_files_of_several_channels) {
  EXPECT_EQ(run({"replay", "--json", "x=posts.jsonl", "x=more=lines.txt"}), kDone);
  EXPECT_NE(err.str().find("\nmore=lines.txt:2: not_json"), std::string::npos);
  EXPECT_TRUE(out.str().starts_with("{\"posts_read\":6,"));
  EXPECT_EQ(run({"replay", "posts.jsonl"}), kWrongUsage);
  EXPECT_NE(err.str().find("CHANNEL=FILE"), std::string::npos);
}

TEST_F(CommandLine, makes_keys_and_says_what_to_do_with_them) {
  EXPECT_EQ(run({"vault", "create"}), kDone);
  EXPECT_TRUE(out.str().starts_with("somewhere/vault.key\n"));
  EXPECT_EQ(run({"vault", "rotate"}), kFailed);
  EXPECT_EQ(run({"vault"}), kWrongUsage);
}

TEST_F(CommandLine, tells_a_recording_as_if_it_had_ended_now_where_it_is_told_when_it_ended) {
  EXPECT_EQ(run({"replay", "--channel", "x", "posts.jsonl"}), kDone);
  EXPECT_EQ(later.count(), 0);
  EXPECT_EQ(run({"replay", "--channel", "x", "--ended", "2026-01-05T11:40:00Z", "posts.jsonl"}), kDone);
  EXPECT_EQ(domain::Instant{std::chrono::seconds{1'767'613'200}} + later, ports.clock.now());
  for (const char* wrong : {"", "yesterday", "05.01.2026", "2026-02-31", "2026-01-05T11:40:00Z and more"})
    EXPECT_EQ(run({"replay", "--channel", "x", "--ended", wrong, "posts.jsonl"}), *wrong == '\0' ? kDone : kWrongUsage) << wrong;
}

TEST_F(CommandLine, prints_the_books_of_a_replay) {
  EXPECT_EQ(run({"replay", "--channel", "x", "posts.jsonl"}), kDone);
  EXPECT_NE(out.str().find("unreadable 1"), std::string::npos);
  EXPECT_NE(err.str().find("posts.jsonl:2: not_json"), std::string::npos);
  EXPECT_EQ(run({"replay", "--json", "--channel", "x", "posts.jsonl"}), kDone);
  EXPECT_TRUE(out.str().starts_with("{\"posts_read\":3,"));
}

TEST_F(CommandLine, backs_up_looks_and_restores_with_counts) {
  EXPECT_EQ(run({"backup", "backup.gz"}), kDone);
  EXPECT_NE(out.str().find("tickets  7\n"), std::string::npos);
  EXPECT_EQ(out.str().find("users"), std::string::npos) << "what holds nothing is not told";
  EXPECT_NE(out.str().find("7 rows, 1 files"), std::string::npos);
  EXPECT_NE(err.str().find("vault's keys"), std::string::npos) << "what is not in it";
  EXPECT_EQ(run({"backup", "--look", "backup.gz"}), kDone);
  EXPECT_NE(out.str().find("The backup is whole"), std::string::npos);
  EXPECT_EQ(run({"--json", "restore", "backup.gz"}), kDone);
  EXPECT_EQ(out.str(), "{\"rows\":{\"tickets\":7,\"users\":0},\"files\":1}\n");
  EXPECT_EQ(run({"backup", "nowhere"}), kFailed);
  EXPECT_NE(err.str().find("The disk is full"), std::string::npos);
  EXPECT_EQ(run({"restore"}), kWrongUsage);
}

TEST_F(CommandLine, archives_looks_and_brings_back_with_progress_and_counts) {
  EXPECT_EQ(run({"archive", "--closed-before", "2026-01", "--to", "folder"}), kDone);
  EXPECT_NE(out.str().find("2025-11  118 tickets in folder.gz, 2 stayed\n"), std::string::npos);
  EXPECT_NE(out.str().find("2025-12  0 tickets, 3 stayed\n"), std::string::npos);
  EXPECT_NE(out.str().find("Archived: 118 tickets."), std::string::npos);
  EXPECT_NE(err.str().find("2025-11: writing 100 of 120\n\r2025-11: moving 120 of 120\n"), std::string::npos) << "a line a step";
  EXPECT_EQ(run({"archive", "--keep-months", "2", "--to", "folder"}), kDone) << "it is March 2026";
  EXPECT_EQ(run({"archive", "--keep-months", "0", "--to", "folder"}), kWrongUsage);
  EXPECT_EQ(run({"archive", "--look", "archive.gz"}), kDone);
  EXPECT_NE(out.str().find("The archive of 2025-11 is whole"), std::string::npos);
  EXPECT_EQ(run({"--json", "archive", "--restore", "archive.gz"}), kDone);
  EXPECT_EQ(out.str(), "{\"month\":\"2025-11\",\"tickets\":116,\"others\":2}\n");
  EXPECT_EQ(run({"archive", "--restore", "archive.gz"}), kDone);
  EXPECT_NE(out.str().find("116 tickets of 2025-11. 2 others"), std::string::npos);
  EXPECT_EQ(run({"archive", "--look", "other.gz"}), kFailed);
  EXPECT_EQ(run({"archive", "--closed-before", "soon", "--to", "folder"}), kFailed);
  EXPECT_NE(err.str().find("months that are over"), std::string::npos);
  for (const std::vector<const char*>& wrong : std::vector<std::vector<const char*>>{{"archive"},
                                                                                     {"archive", "--to", "folder"},
                                                                                     {"archive", "--closed-before", "2026-01"},
                                                                                     {"archive", "--keep-months", "2"},
                                                                                     {"archive", "--look", "a", "--restore", "b"}})
    EXPECT_EQ(run(wrong), kWrongUsage);
}

TEST_F(CommandLine, exports_and_imports_with_the_books) {
  EXPECT_EQ(run({"export", "--from", "2026-01-01", "all.csv"}), kDone);
  EXPECT_NE(out.str().find("5 tickets are in all.csv"), std::string::npos);
  EXPECT_EQ(run({"export", "--unit", "nowhere", "all.csv"}), kFailed);
  EXPECT_EQ(run({"import", "whole.csv"}), kDone);
  EXPECT_NE(out.str().find("taken   2"), std::string::npos);
  EXPECT_EQ(run({"import", "--json", "torn.csv"}), kFailed) << "what was refused must not go unnoticed";
  EXPECT_EQ(out.str(), "{\"rows\":3,\"taken\":1,\"known\":1,\"refused\":1}\n");
  EXPECT_NE(err.str().find("line 7: No unit bears this name. (unit)"), std::string::npos);
  EXPECT_NE(err.str().find("--refused FILE"), std::string::npos);
}

TEST_F(CommandLine, fails_where_the_books_do_not_balance) {
  counts.stored = 2;
  EXPECT_EQ(run({"replay", "--channel", "x", "posts.jsonl"}), kFailed);
  EXPECT_EQ(run({"replay", "--channel", "y", "posts.jsonl"}), kFailed);
}

TEST_F(CommandLine, adds_people_with_a_password_from_the_input_or_a_random_one_shown_once) {
  in.str("a long enough one\n");
  EXPECT_EQ(run({"user", "add", "meera", "--name", "Meera", "--role", "officer@D1"}), kDone) << err.str();
  EXPECT_EQ(out.str().find("a long enough one"), std::string::npos);
  EXPECT_EQ(run({"user", "add", "ravi", "--name", "Ravi", "--role", "officer@D1", "--random-password"}), kDone);
  EXPECT_TRUE(out.str().starts_with("ravi  "));
  EXPECT_EQ(run({"user", "list"}), kDone);
  EXPECT_NE(out.str().find("meera  Meera  officer@D1"), std::string::npos);
  EXPECT_EQ(run({"user", "add", "sita", "--name", "Sita", "--role", "queen@D1", "--random-password"}), kFailed);
  EXPECT_EQ(run({"user", "disable", "meera"}), kDone);
  EXPECT_EQ(run({"user", "disable", "nobody"}), kFailed);
}

TEST_F(CommandLine, makes_the_first_administrator_once) {
  EXPECT_EQ(run({"user", "first-administrator"}), kDone);
  EXPECT_TRUE(out.str().starts_with("administrator  "));
  EXPECT_EQ(run({"serve"}), kDone);
  EXPECT_EQ(out.str(), "Seva serves on http://127.0.0.1:1\n");
}

TEST_F(CommandLine, explains_a_docket) {
  take({post("1", "grievance D1")});
  const std::string docket = tickets().front().docket;
  EXPECT_EQ(run({"explain", docket.c_str()}), kDone);
  EXPECT_NE(out.str().find("The word grievance says so."), std::string::npos);
  EXPECT_EQ(run({"explain", "TST-1"}), kFailed);
  EXPECT_NE(err.str().find("next:"), std::string::npos);
}

TEST_F(CommandLine, switches_a_plugin_and_says_where_to_look_for_one_that_it_does_not_know) {
  EXPECT_EQ(run({"plugin", "disable", "known"}), kDone);
  EXPECT_EQ(run({"plugin", "enable", "known"}), kDone);
  EXPECT_EQ(run({"plugin", "enable", "unknown"}), kFailed);
  EXPECT_NE(err.str().find("seva plugin list"), std::string::npos);
}

TEST_F(CommandLine, configures_a_plugin_and_says_what_is_wrong_with_the_configuration) {
  in.str("{}");
  EXPECT_EQ(run({"plugin", "configure", "x", "-"}), kDone) << err.str();
  EXPECT_EQ(out.str(), "x has its new configuration.\n");
  in.clear();
  in.str(R"({"port":"no"})");
  EXPECT_EQ(run({"plugin", "configure", "x", "-"}), kFailed);
  EXPECT_TRUE(err.str().starts_with("/port: It must be a number.\n")) << err.str();
  in.clear();
  in.str("{}");
  EXPECT_EQ(run({"plugin", "configure", "unknown", "-"}), kFailed);
  EXPECT_NE(err.str().find("seva plugin list"), std::string::npos);
  EXPECT_EQ(run({"plugin", "configure", "x", "/no/such/file.json"}), kFailed);
}

TEST_F(CommandLine, approves_hosts_for_plugins_and_lists_who_did) {
  EXPECT_EQ(run({"plugin", "list"}), kDone);
  EXPECT_NE(out.str().find("asks for service.example, not approved"), std::string::npos) << out.str();
  EXPECT_EQ(run({"plugin", "approve", "x", "service.example"}), kDone);
  EXPECT_EQ(out.str(), "x may reach service.example.\n");
  EXPECT_EQ(run({"plugin", "list"}), kDone);
  EXPECT_NE(out.str().find("asks for service.example, approved by command line"), std::string::npos);
  EXPECT_EQ(run({"plugin", "approve", "x", "other.example"}), kDone);
  EXPECT_NE(out.str().find("does not ask for it"), std::string::npos) << "a wrong word would go unnoticed";
  EXPECT_EQ(run({"plugin", "withdraw", "x", "service.example"}), kDone);
  EXPECT_EQ(run({"--json", "plugin", "list"}), kDone);
  EXPECT_NE(out.str().find(R"({"host":"service.example","approved_by":null,"approved_at":null})"), std::string::npos);
  EXPECT_EQ(run({"plugin", "approve", "unknown", "service.example"}), kFailed);
  EXPECT_NE(err.str().find("seva plugin list"), std::string::npos);
  EXPECT_EQ(run({"plugin", "approve", "x"}), kWrongUsage);
}

TEST_F(CommandLine, judges_no_file_as_a_plugin_and_writes_none_of_a_bad_name) {
  EXPECT_EQ(run({"--json", "plugin", "check", "/no/such/plugin.so"}), kFailed);
  EXPECT_NE(out.str().find("\"failed\":1"), std::string::npos);
  EXPECT_EQ(run({"plugin", "new", "No Name"}), kWrongUsage);
  EXPECT_EQ(run({"plugin", "new", "both", "--polling", "--webhook"}), kWrongUsage);
  EXPECT_EQ(run({"plugin", "new", "both", "--polling", "--template", "python"}), kWrongUsage);
  EXPECT_EQ(run({"plugin", "new", "one", "--template", "cobol"}), kWrongUsage);
}

TEST_F(CommandLine, answers_wrong_usage_with_two) {
  EXPECT_EQ(run({}), kWrongUsage);
  EXPECT_EQ(run({"nonsense"}), kWrongUsage);
  EXPECT_EQ(run({"replay", "file"}), kWrongUsage);
  EXPECT_EQ(run({"--help"}), kDone);
}

}  // namespace
}  // namespace seva::cli
