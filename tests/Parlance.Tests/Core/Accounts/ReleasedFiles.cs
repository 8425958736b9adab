using Parlance.Core;
using Parlance.Core.Accounts;

namespace Parlance.Tests.Core.Accounts;

/// <summary>Notes what profiles let go of.</summary>
internal sealed class ReleasedFiles : IProfileFiles
{
    private readonly List<(UserId Owner, string Url)> _released = [];

    public IReadOnlyList<string> Of(UserId owner) => [.. _released.Where(r => r.Owner == owner).Select(r => r.Url).Order(StringComparer.Ordinal)];

    public Task ReleaseAsync(UserId owner, IReadOnlyCollection<string> urls)
    {
        _released.AddRange(urls.Select(url => (owner, url)));
        return Task.CompletedTask;
    }
}
