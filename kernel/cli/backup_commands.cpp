#include "cli/backup_commands.hpp"

#include <boost/json.hpp>
#include <memory>
#include <ostream>

#include "cli/with_system.hpp"

namespace seva::cli {
namespace {

namespace json = boost::json;

void print(Context& context, const BackupContents& contents, const char* what) {
  std::int64_t all = 0;
  json::object rows;
  for (const auto& [table, count] : contents.rows) {
    all += count;
    rows[table] = count;
  }
  std::ostream& out = context.terminal.out;
  if (context.is_json) {
    out << json::serialize(json::object{{"rows", std::move(rows)}, {"files", contents.files}}) << "\n";
    return;
  }
  for (const auto& [table, count] : contents.rows)
    if (count > 0) out << "  " << table << "  " << count << "\n";
  out << what << ": " << all << " rows, " << contents.files << " files.\n";
}

std::function<void(std::int64_t)> rows_and_files_shown(Context& context) {
  return [&context](std::int64_t done) { context.terminal.err << "\r" << done << " rows and files" << std::flush; };
}

using Work = domain::Result<BackupContents> (*)(Context&, Assembly&, const std::string&);

domain::Result<BackupContents> back_up(Context& context, Assembly& assembly, const std::string& file) {
  return assembly.back_up(file, rows_and_files_shown(context));
}
domain::Result<BackupContents> look(Context&, Assembly& assembly, const std::string& file) { return assembly.check_backup(file); }
domain::Result<BackupContents> restore(Context& context, Assembly& assembly, const std::string& file) {
  return assembly.restore(file, rows_and_files_shown(context));
}

int run(Context& context, Work work, const std::string& file, const char* what) {
  return with_system(context, Depth::instance, [&](Assembly& assembly) -> domain::Result<void> {
    const auto contents = work(context, assembly, file);
    context.terminal.err << "\n";
    if (!contents) return contents.error();
    print(context, *contents, what);
    return {};
  });
}

int run_back_up(Context& context, const std::string& file) {
  const int status = run(context, back_up, file, "Backed up");
  if (status == kDone)
    context.terminal.err << "Not in it: the vault's keys and the instance's folder. Keep copies of both, in another place than this file.\n";
  return status;
}

}  // namespace

void add_backup_commands(CLI::App& app, Context& context, int& status) {
  struct Arguments {
    std::string file;
    bool is_look = false;
  };
  const auto given = std::make_shared<Arguments>();  // lives as long as the callbacks
  CLI::App* made = app.add_subcommand("backup",
                                      "Copy the database and what is attached into one file, as of one moment, while the server serves.\n"
                                      "The file fits either kind of database. Example: seva backup /var/backups/seva-$(date +%F).gz");
  made->add_option("file", given->file, "Where to")->required();
  made->add_flag("--look", given->is_look, "Write nothing: read this backup, and say whether it is whole and what is in it");
  made->callback([&context, &status, given] {
    status = given->is_look ? run(context, look, given->file, "The backup is whole") : run_back_up(context, given->file);
  });
  CLI::App* restored = app.add_subcommand("restore",
                                          "Put a backup into an empty database, all or nothing, and compare the counts.\n"
                                          "Example: seva --database sqlite:/srv/seva/new.db restore /var/backups/seva-2026-11-27.gz");
  restored->add_option("file", given->file, "The backup")->required();
  restored->callback([&context, &status, given] { status = run(context, restore, given->file, "Restored and counted"); });
}

}  // namespace seva::cli
