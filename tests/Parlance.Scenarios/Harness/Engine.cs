using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Parlance.Scenarios.Harness;

public enum Engine
{
    Sqlite,
    PostgreSql,
}

/// <summary>Runs a story once on each database engine.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryEngineAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([.. Enum.GetValues<Engine>().Select(e => new TheoryDataRow(e))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
