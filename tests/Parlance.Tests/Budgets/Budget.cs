using System.Text.Json.Nodes;

namespace Parlance.Tests.Budgets;

/// <summary>What the hot paths may allocate: bench/budgets.json, in bytes an operation, a tenth above what was measured.</summary>
internal static class Budget
{
    private const int Operations = 2_000;
    private const int MaxBatches = 40;

    private static readonly JsonObject Allowed = JsonNode.Parse(Repository.Read("bench/budgets.json"))!.AsObject();

    public static IEnumerable<string> Names => Allowed.Select(entry => entry.Key);

    /// <summary>Bytes that one operation allocates on this thread, once everything is warm.</summary>
    /// <param name="enough">Warming up ends early at this figure.</param>
    public static double Measure(Action operation, double enough)
    {
        var least = double.MaxValue;
        for (var batch = 0; batch < MaxBatches && least > enough; batch++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Operations; i++)
                operation();
            least = Math.Min(least, (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Operations);
        }

        return least;
    }

    public static void ShouldHold(string name, Action operation, int operationsACall = 1) =>
        ShouldHold(name, Measure(operation, Bytes(name) * operationsACall) / operationsACall);

    public static void ShouldHold(string name, double measured)
    {
        TestContext.Current.SendDiagnosticMessage("{0}: {1:F1} of {2} bytes", name, measured, Bytes(name));
        measured.ShouldBeLessThanOrEqualTo(Bytes(name), name);
    }

    public static double Bytes(string name) => (double)Allowed[name].ShouldNotBeNull($"bench/budgets.json has no {name}");
}
