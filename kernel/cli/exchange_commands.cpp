#include "cli/exchange_commands.hpp"

#include <boost/json.hpp>
#include <ostream>

#include "cli/with_system.hpp"

namespace seva::cli {
namespace {

namespace json = boost::json;

constexpr std::size_t kShown = 10;

std::function<void(std::int64_t)> rows_shown(Context& context) {
  return [&context](std::int64_t rows) { context.terminal.err << "\r" << rows << " rows" << std::flush; };
}

int run_export(Context& context, const TicketExport& wish) {
  return with_system(context, Depth::store, [&](Assembly& assembly) -> domain::Result<void> {
    const auto written = assembly.export_tickets(wish, rows_shown(context));
    context.terminal.err << "\n";
    if (!written) return written.error();
    if (context.is_json)
      context.terminal.out << json::serialize(json::object{{"tickets", *written}}) << "\n";
    else
      context.terminal.out << *written << " tickets are in " << wish.file << ". It holds what citizens wrote: keep it as you keep the database.\n";
    return {};
  });
}

void print(Context& context, const ImportSums& sums, bool is_trial) {
  for (std::size_t place = 0; place < std::min(kShown, sums.refused.size()); ++place)
    context.terminal.err << "line " << sums.refused[place].line << ": " << sums.refused[place].reason << "\n";
  if (context.is_json) {
    context.terminal.out << json::serialize(
                                json::object{{"rows", sums.rows}, {"taken", sums.taken}, {"known", sums.known}, {"refused", sums.refused_rows}})
                         << "\n";
    return;
  }
  context.terminal.out << "Rows read  " << sums.rows << (is_trial ? "\n  would be taken " : "\n  taken   ") << sums.taken << "\n  known   "
                       << sums.known << "\n  refused " << sums.refused_rows << "\n";
}

int run_import(Context& context, const TicketImport& wish) {
  return with_system(context, Depth::plugins, [&](Assembly& assembly) -> domain::Result<void> {
    const auto sums = assembly.import_tickets(wish, rows_shown(context));
    context.terminal.err << "\n";
    if (!sums) return sums.error();
    print(context, *sums, wish.is_trial);
    if (sums->refused_rows == 0) return {};
    return domain::conflict("rows_refused", std::to_string(sums->refused_rows) + " rows were refused; all others are dealt with.",
                            wish.refused.empty() ? "Run it again with --refused FILE for all of them with their reasons."
                                                 : "Mend the rows that " + wish.refused + " names, and import the file again.");
  });
}

}  // namespace

void add_exchange_commands(CLI::App& app, Context& context, int& status) {
  const auto leaving = std::make_shared<TicketExport>();  // these live as long as the callbacks
  CLI::App* exported =
      app.add_subcommand("export",
                         "Write tickets into a file: .csv, a row a ticket, or .jsonl with the whole conversation; what is sealed without its words.\n"
                         "Example: seva export --from 2026-01-01 --before 2026-02-01 january.csv");
  exported->add_option("file", leaving->file, "Where to")->required();
  exported->add_option("--from", leaving->opened_from, "Opened from this time on, as 2026-01-05 or 2026-01-05T11:40:00Z (UTC)");
  exported->add_option("--before", leaving->opened_before, "Opened before this time");
  exported->add_option("--department", leaving->department, "Of this department alone");
  exported->add_option("--unit", leaving->unit, "Of this unit and those below it alone");
  exported->callback([&context, &status, leaving] { status = run_export(context, *leaving); });

  const auto coming = std::make_shared<TicketImport>();
  CLI::App* imported = app.add_subcommand(
      "import",
      "Take in tickets that were kept elsewhere, from .csv or .jsonl, with their times, state and conversation. Nobody is answered. Rows that are "
      "in\n"
      "already are passed over, so it may be run again. Names of columns: docket, number, channel, department, unit, category, priority (emergency,\n"
      "high, normal, low), status (open, in_process, incomplete, closed), outcome, opened_at, closed_at, author_id, author_handle, author_name, "
      "language,\n"
      "text, conversation, confidential. A mapping file says what another system calls them.\n"
      "Example: seva import --mapping otrs.yaml --refused refused.csv tickets.csv");
  imported->add_option("file", coming->file, "What to read")->required();
  imported->add_option("--mapping", coming->mapping, "YAML with separator, columns, values, constants and time");
  imported->add_option("--refused", coming->refused, "Write every refused row's line and reason into this CSV");
  imported->add_flag("--trial", coming->is_trial, "Check every row and store nothing");
  imported->callback([&context, &status, coming] { status = run_import(context, *coming); });
}

}  // namespace seva::cli
