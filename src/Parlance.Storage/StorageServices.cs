using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Parlance.Core.Accounts;
using Parlance.Core.Conversations;
using Parlance.Core.Messages;
using Parlance.Storage.Accounts;
using Parlance.Storage.Conversations;
using Parlance.Storage.Messages;

namespace Parlance.Storage;

public static class StorageServices
{
    /// <summary>Registers the stores. Whoever builds the host awaits <see cref="Database.PrepareAsync"/> before anything uses them.</summary>
    public static IServiceCollection AddParlanceStorage(this IServiceCollection services, DatabaseAddress address, StorageOptions? options = null)
    {
        services.AddSingleton(provider =>
            new Database(address, options, provider.GetService<TimeProvider>(), provider.GetService<ILogger<Database>>()));
        services.AddSingleton<IAccountStore, SqlAccountStore>();
        services.AddSingleton<IConversationStore, SqlConversationStore>();
        services.AddSingleton<IRoomGrantStore, SqlRoomGrantStore>();
        services.AddSingleton<IMessageStore, SqlMessageStore>();
        services.AddSingleton<ILogStore, SqlLogStore>();
        services.AddSingleton<IStorageHealth, DatabaseHealth>();
        return services;
    }
}
