#include "cli/archive_commands.hpp"

#include <boost/json.hpp>
#include <memory>
#include <ostream>

#include "cli/with_system.hpp"
#include "domain/month.hpp"

namespace seva::cli {
namespace {

namespace json = boost::json;

constexpr const char* kHelp =
    "Take tickets that were closed long ago out of the database, into a file for each month of closing, while the server serves.\n"
    "  seva archive --closed-before 2026-01 --to /srv/archive     all that was closed before January 2026\n"
    "  seva archive --keep-months 24 --to /srv/archive            what was closed two years ago and earlier: for a timer, once a month\n"
    "  seva archive --look /srv/archive/seva-archive-2025-11.jsonl.gz       is it whole, and what is in it?\n"
    "  seva archive --restore /srv/archive/seva-archive-2025-11.jsonl.gz    its tickets come back\n"
    "A ticket leaves once its file is on the disk and was read back. It may be ended at any moment: run it again, and it goes on.\n"
    "What is open, was opened again, or still has something to be sent stays. Whoever asks for an archived docket learns that it is archived.\n"
    "Keep the files as you keep the database: they hold what citizens wrote. Sealed parts stay encrypted and need the vault's keys.";

struct Arguments {
  std::string before;
  int kept_months = 0;
  std::string folder;
  std::string look;
  std::string restore;
};

/// One line a step and month, written over while it goes on.
class Shown {
 public:
  explicit Shown(std::ostream& out) : out_(out) {}
  ~Shown() {
    if (!last_.empty()) out_ << "\n";
  }
  Shown(const Shown&) = delete;
  Shown& operator=(const Shown&) = delete;

  void tell(const ArchiveNews& news) {
    const std::string what = (news.month.empty() ? "" : news.month + ": ") + news.step;
    if (!last_.empty() && what != last_) out_ << "\n";
    last_ = what;
    out_ << "\r" << what;
    if (news.done > 0 || news.all > 0) out_ << " " << news.done;
    if (news.all > 0) out_ << " of " << news.all;
    out_ << std::flush;
  }

 private:
  std::ostream& out_;
  std::string last_;
};

void print(Context& context, const std::vector<ArchivedFile>& files) {
  std::ostream& out = context.terminal.out;
  if (context.is_json) {
    json::array list;
    for (const ArchivedFile& file : files)
      list.push_back({{"month", file.month}, {"file", file.file}, {"tickets", file.tickets}, {"stayed", file.stayed}});
    out << json::serialize(json::object{{"archives", std::move(list)}}) << "\n";
    return;
  }
  std::int64_t all = 0;
  for (const ArchivedFile& file : files) {
    all += file.tickets;
    out << file.month << "  " << file.tickets << " tickets" << (file.file.empty() ? "" : " in " + file.file);
    if (file.stayed > 0) out << ", " << file.stayed << " stayed";
    out << "\n";
  }
  out << "Archived: " << all << " tickets.\n";
}

/// The first month whose tickets stay.
std::string first_kept(Assembly& assembly, const Arguments& given) {
  if (given.kept_months == 0) return given.before;
  const domain::Month now = domain::month_of(assembly.ports().clock.now(), assembly.ports().settings.current()->time_zone);
  return domain::written_month(domain::later_by(now, -given.kept_months));
}

domain::Result<void> archive(Context& context, Assembly& assembly, const Arguments& given) {
  domain::Result<std::vector<ArchivedFile>> files = [&] {
    Shown shown(context.terminal.err);
    return assembly.archive(first_kept(assembly, given), given.folder, [&](const ArchiveNews& news) { shown.tell(news); });
  }();
  if (!files) return files.error();
  print(context, *files);
  return {};
}

domain::Result<void> look_into(Context& context, Assembly& assembly, const std::string& file) {
  const auto contents = assembly.look_at_archive(file);
  if (!contents) return contents.error();
  std::ostream& out = context.terminal.out;
  if (context.is_json) {
    json::object rows;
    for (const auto& [table, count] : contents->rows) rows[table] = count;
    out << json::serialize(json::object{{"month", contents->archived_month}, {"rows", std::move(rows)}, {"files", contents->files}}) << "\n";
    return {};
  }
  for (const auto& [table, count] : contents->rows) out << "  " << table << "  " << count << "\n";
  out << "The archive of " << contents->archived_month << " is whole: " << contents->files << " files beside the rows.\n";
  return {};
}

domain::Result<void> bring_back(Context& context, Assembly& assembly, const std::string& file) {
  domain::Result<RestoredArchive> back = [&] {
    Shown shown(context.terminal.err);
    return assembly.restore_archive(file, [&](const ArchiveNews& news) { shown.tell(news); });
  }();
  if (!back) return back.error();
  std::ostream& out = context.terminal.out;
  if (context.is_json)
    out << json::serialize(json::object{{"month", back->month}, {"tickets", back->tickets}, {"others", back->others}}) << "\n";
  else
    out << "Brought back: " << back->tickets << " tickets of " << back->month << "."
        << (back->others > 0 ? " " + std::to_string(back->others) + " others in the file are here already, or in another archive." : "") << "\n";
  return {};
}

int run(Context& context, const Arguments& given) {
  return with_system(context, given.look.empty() ? Depth::store : Depth::instance, [&](Assembly& assembly) -> domain::Result<void> {
    if (!given.look.empty()) return look_into(context, assembly, given.look);
    if (!given.restore.empty()) return bring_back(context, assembly, given.restore);
    return archive(context, assembly, given);
  });
}

}  // namespace

void add_archive_commands(CLI::App& app, Context& context, int& status) {
  const auto given = std::make_shared<Arguments>();  // lives as long as the callback
  CLI::App* command = app.add_subcommand("archive", kHelp);
  CLI::Option* before = command->add_option("--closed-before", given->before, "A month, as 2026-01: what was closed in earlier ones goes");
  CLI::Option* kept = command->add_option("--keep-months", given->kept_months, "Instead: how many whole months before this one stay");
  kept->check(CLI::Range(1, 1200));
  CLI::Option* folder = command->add_option("--to", given->folder, "Where the files go; made if it is not there");
  CLI::Option* look = command->add_option("--look", given->look, "Change nothing: read this archive, and say whether it is whole and what is in it");
  CLI::Option* restore = command->add_option("--restore", given->restore, "Bring this archive's tickets back");
  before->needs(folder)->excludes(kept)->excludes(look)->excludes(restore);
  kept->needs(folder)->excludes(look)->excludes(restore);
  look->excludes(restore);
  command->callback([&context, &status, given] {
    if (given->before.empty() && given->kept_months == 0 && given->look.empty() && given->restore.empty())
      throw CLI::RequiredError("--closed-before or --keep-months with --to, or --look, or --restore");
    status = run(context, *given);
  });
}

}  // namespace seva::cli
