using System.CommandLine;
using System.Text.Json;
using Parlance.Testing;

namespace Parlance.Bench.Queries;

/// <summary>What reading costs on a database that has grown, beside the barest tables on the same engine.</summary>
internal static class QueriesCommand
{
    private static readonly (QueryMeasurement Queries, TimeSpan SignIns) Full = (new(1_000_000, 1_000, 2_000), TimeSpan.FromSeconds(8));
    private static readonly (QueryMeasurement Queries, TimeSpan SignIns) Quick = (new(20_000, 100, 20), TimeSpan.FromSeconds(1));

    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--folder") { Description = "Where SQLite's files go: the disk that is measured", DefaultValueFactory = _ => new DirectoryInfo(Path.GetTempPath()) };
        var quick = new Option<bool>("--quick") { Description = "A short run, to see that it works" };
        var json = new Option<bool>("--json") { Description = "One line of JSON instead of text" };
        var command = new Command("queries", "Measure history, lists, search and sign-ins on SQLite and PostgreSQL.") { folder, quick, json };

        command.SetAction(async (arguments, cancellationToken) =>
        {
            var size = arguments.GetValue(quick) ? Quick : Full;
            var results = new QueryResults([], [], []);

            await using (var sqlite = new SqliteEngine(arguments.GetRequiredValue(folder).FullName))
                await RunAsync(sqlite);

            if (PostgresServer.Missing is { } reason)
            {
                await Console.Error.WriteLineAsync(reason);
            }
            else
            {
                await using var postgres = await PostgresEngine.StartAsync();
                await RunAsync(postgres);
            }

            if (arguments.GetValue(json))
                await Console.Out.WriteLineAsync(JsonSerializer.Serialize(results, QueryResultsJson.Default.QueryResults));
            else
                Print(results);

            async Task RunAsync(Engine engine)
            {
                results.Rates.Add(await SignIns.MeasureAsync(engine, size.SignIns, cancellationToken));
                await size.Queries.RunAsync(engine, results, cancellationToken);
            }
        });
        return command;
    }

    private static void Print(QueryResults results)
    {
        results.Rates.ForEach(Console.WriteLine);
        results.Queries.ForEach(Console.WriteLine);
        foreach (var (database, what, plan) in results.Plans)
            Console.WriteLine($"{database}: {what}\n    {string.Join("\n    ", plan)}");
    }
}
