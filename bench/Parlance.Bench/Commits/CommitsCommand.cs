using System.CommandLine;
using System.Text.Json;
using Parlance.Testing;

namespace Parlance.Bench.Commits;

/// <summary>What an acknowledged message costs on each engine, beside a bare insert on the same disk in the same run.</summary>
internal static class CommitsCommand
{
    private static readonly CommitMeasurement Full = new(TimeSpan.FromSeconds(5), 5_000);
    private static readonly CommitMeasurement Quick = new(TimeSpan.FromSeconds(1), 500);

    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--folder") { Description = "Where SQLite's files go: the disk that is measured", DefaultValueFactory = _ => new DirectoryInfo(Path.GetTempPath()) };
        var quick = new Option<bool>("--quick") { Description = "A short run, to see that it works" };
        var json = new Option<bool>("--json") { Description = "One line of JSON instead of text" };
        var command = new Command("commits", "Measure acknowledged messages on SQLite and PostgreSQL.") { folder, quick, json };

        command.SetAction(async (arguments, cancellationToken) =>
        {
            var measurement = arguments.GetValue(quick) ? Quick : Full;
            var rows = new List<CommitFigures>();

            await using (var sqlite = new SqliteEngine(arguments.GetRequiredValue(folder).FullName))
                rows.Add(await measurement.RunAsync(sqlite, cancellationToken));

            if (PostgresServer.Missing is { } reason)
            {
                await Console.Error.WriteLineAsync(reason);
            }
            else
            {
                await using var postgres = await PostgresEngine.StartAsync();
                rows.Add(await measurement.RunAsync(postgres, cancellationToken));
            }

            if (arguments.GetValue(json))
                await Console.Out.WriteLineAsync(JsonSerializer.Serialize(rows, CommitFiguresJson.Default.ListCommitFigures));
            else
                rows.ForEach(Console.WriteLine);
        });
        return command;
    }
}
