[assembly: AssemblyFixture(typeof(Parlance.Scenarios.Harness.Across.EverywhereServers))]

namespace Parlance.Scenarios.Harness.Across;

/// <summary>Servers of all stories of this kind.</summary>
public sealed class EverywhereServers() : SharedServers<Everywhere>(server => new Everywhere(server, ownsServer: false));
