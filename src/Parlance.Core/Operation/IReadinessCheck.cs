namespace Parlance.Core.Operation;

/// <summary>One thing this node cannot do its work without. Register as many as there are; `/health/ready` asks them all.</summary>
public interface IReadinessCheck
{
    /// <summary>One lower-case word that names it on the wire: `database`, `bus`, `disk`. `database` also decides `/health`.</summary>
    string Name { get; }

    /// <summary>Asked about once a second at most, however often the health endpoints are called; given two seconds.</summary>
    /// <returns>Null when all is well, or one sentence for the operator that holds no secret and no address. An exception counts as a complaint.</returns>
    ValueTask<string?> CheckAsync(CancellationToken cancellationToken);
}
