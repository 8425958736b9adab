using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Parlance.Cluster.InProcess;
using Parlance.Core.Accounts;
using Parlance.Core.Events;
using Parlance.Core.Limits;
using Parlance.Dialects.Hosting.Authentication;
using Parlance.Storage;
using Parlance.Storage.Accounts;

namespace Parlance.Bench.Queries;

/// <summary>How many people a second can sign in: nearly all of it is the password's slow hash, by intent, so that is the yardstick.</summary>
internal static class SignIns
{
    private const string Password = "correct horse battery staple";
    private static readonly TokenFamily Family = new("bench", TimeSpan.FromHours(1), TimeSpan.FromDays(7), Rotates: true);

    public static async Task<RateFigures> MeasureAsync(Engine engine, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var database = new Database(engine.Address);
        await database.PrepareAsync(cancellationToken);
        var services = new ServiceCollection();
        services.AddSingleton<IAccountStore>(new SqlAccountStore(database));
        services.AddSingleton<IEventBus>(new InProcessEventBus(NullLogger<InProcessEventBus>.Instance));
        services.AddSingleton(SigningKey.FromText("a key for one run of the benchmark"));
        services.AddSingleton(new LimitOptions { Scale = 1_000_000 });
        services.AddSingleton(Family);
        services.AddAccounts();
        await using var provider = services.BuildServiceProvider();
        var (accounts, hasher) = (provider.GetRequiredService<AccountService>(), provider.GetRequiredService<IPasswordHasher>());
        var context = new SignInContext(Family, null);
        _ = (await accounts.RegisterAsync(new Registration("signer", Password), context, cancellationToken)).Value;

        var hash = hasher.Hash(Password);
        var (signIns, verifications) = (0.0, 0.0);
        for (var turn = 0; turn < 4; turn++)
        {
            signIns += await CountAsync(2 * Environment.ProcessorCount, duration / 4, async () => _ = (await accounts.SignInAsync("signer", Password, context, cancellationToken)).Value);
            // The server keeps a core for the chat, so as many threads verify here as it lets.
            verifications += await CountAsync(Math.Max(1, Environment.ProcessorCount - 1), duration / 4, () => Task.FromResult(hasher.Verify(hash, Password)));
        }

        return new RateFigures(engine.Name, "sign-ins", signIns / duration.TotalSeconds, "the password check alone", verifications / duration.TotalSeconds);
    }

    private static async Task<double> CountAsync(int callers, TimeSpan duration, Func<Task> call)
    {
        var began = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var count = 0;
            while (Stopwatch.GetElapsedTime(began) < duration)
            {
                await call();
                count++;
            }

            return count;
        })));
        return counts.Sum() * (duration / Stopwatch.GetElapsedTime(began));
    }
}
