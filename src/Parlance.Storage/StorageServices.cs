using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Parlance.Core.Accounts;
using Parlance.Core.Blocks;
using Parlance.Core.Calls;
using Parlance.Core.Conversations;
using Parlance.Core.Devices;
using Parlance.Core.Interests;
using Parlance.Core.Likes;
using Parlance.Core.Matchmaking;
using Parlance.Core.Media;
using Parlance.Core.Messages;
using Parlance.Core.Moderation;
using Parlance.Core.Search;
using Parlance.Storage.Accounts;
using Parlance.Storage.Blobs;
using Parlance.Storage.Blocks;
using Parlance.Storage.Calls;
using Parlance.Storage.Conversations;
using Parlance.Storage.Devices;
using Parlance.Storage.Likes;
using Parlance.Storage.Matchmaking;
using Parlance.Storage.Messages;
using Parlance.Storage.Moderation;
using Parlance.Storage.Search;

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
        services.AddSingleton<ISearchStore, SqlSearchStore>();
        services.AddSingleton<ILogStore, SqlLogStore>();
        services.AddSingleton<IBlockStore, SqlBlockStore>();
        services.AddSingleton<ILikeStore, SqlLikeStore>();
        services.AddSingleton<IInterestStore, SqlInterestStore>();
        services.AddSingleton<IDeviceTokenStore, SqlDeviceTokenStore>();
        services.AddSingleton<ICallStore, SqlCallStore>();
        services.AddSingleton<IReportStore, SqlReportStore>();
        services.AddSingleton<IAuditLog, SqlAuditLog>();
        services.AddSingleton<IBanStore, SqlBanStore>();
        services.AddSingleton<IFilterStore, SqlFilterStore>();
        services.AddSingleton<IStaffStore, SqlStaffStore>();
        services.AddSingleton<IModerationVersions, SqlModerationVersions>();
        services.AddSingleton<IMatchStore, SqlMatchStore>();
        services.AddSingleton<IStorageHealth, DatabaseHealth>();
        return services;
    }

    /// <summary>Registers where files are kept, and the index of them in the database.</summary>
    /// <param name="accessKeyId">As <paramref name="secretAccessKey"/> for a bucket only.</param>
    public static IServiceCollection AddParlanceBlobs(this IServiceCollection services, BlobAddress address, string accessKeyId, string secretAccessKey)
    {
        services.AddSingleton<IBlobStore>(_ => address.Folder is { } folder ? new FolderBlobStore(folder) : new S3BlobStore(address, accessKeyId, secretAccessKey));
        services.AddSingleton<IBlobIndex, SqlBlobIndex>();
        return services;
    }
}
