using Parlance.Core.Events;

namespace Parlance.Core.Moderation;

/// <summary>What the operator's filters make of what people say. Answers from memory; without filters at no cost. Safe for concurrent use.</summary>
public sealed class ContentFilter(IFilterStore store, IEventBus bus)
{
    private volatile FilterMatcher _matcher = FilterMatcher.Empty; // swapped whole

    /// <summary>Whether any filter flags: what is posted is worth a second look then.</summary>
    public bool HasFlags => _matcher.HasFlags;

    /// <summary>Text of a message, an edit or a match.</summary>
    public FilterVerdict Check(string text) => _matcher is { IsEmpty: false } matcher ? matcher.Check(text) : default;

    /// <summary>Reads the filters again: at the start, and when somebody changed them.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken) => _matcher = new FilterMatcher(await store.ListAsync(cancellationToken));

    /// <summary>After a change: counts here when the task completes, and on other nodes when they hear of it.</summary>
    internal async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        bus.Publish([new FiltersChanged()]);
    }
}
