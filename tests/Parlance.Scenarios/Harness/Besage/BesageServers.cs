[assembly: AssemblyFixture(typeof(Parlance.Scenarios.Harness.Besage.BesageServers))]

namespace Parlance.Scenarios.Harness.Besage;

/// <summary>Servers of all stories of this kind.</summary>
public sealed class BesageServers() : SharedServers<BesageChat>(server => new BesageChat(server, ownsServer: false));
