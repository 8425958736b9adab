using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Parlance.Core.Accounts;

namespace Parlance.Dialects.Hosting.Authentication;

public static class AccountServices
{
    /// <summary>Everything about accounts and tokens. Needs <see cref="IAccountStore"/>, <see cref="SigningKey"/>, an event bus and the limits among the services; each dialect adds its <see cref="TokenFamily"/>.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IPasswordHasher>(s => new IdentityPasswordHasher(logger: s.GetService<ILogger<IdentityPasswordHasher>>()));
        services.AddSingleton(s => new PasswordWork(s.GetRequiredService<IPasswordHasher>()));
        services.AddSingleton<TokenFamilies>();
        services.AddSingleton<TokenCodec>();
        services.AddSingleton<EndedSessions>();
        services.AddSingleton(s => new UserCache(s.GetRequiredService<IAccountStore>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Authenticator>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<AccountLimits>();
        services.AddSingleton<AccountService>();
        services.AddHostedService<AccountUpkeep>();
        return services;
    }
}
